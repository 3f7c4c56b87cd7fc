/**
 * Turns mangled names back into what was written: the Itanium C++ ABI's mangling, and Rust's legacy and v0 manglings.
 *
 * <p>The output is that of binutils' {@code c++filt}, so that names compare equal with those of other tools. A name that
 * is not mangled, is malformed or would need more depth or length than the budgets allow gives nothing; no input makes
 * it throw, hang or fill the memory. Knows nothing of ELF or DWARF.
 *
 * {@snippet :
 * Demangler.demangle("_ZNSt6vectorIiSaIiEE9push_backERKi");
 * // Optional[std::vector<int, std::allocator<int> >::push_back(int const&)]
 * Demangler.demangle("main"); // Optional.empty
 * }
 */
@NullMarked
package dev.sonde.debuginfo.demangle;

import org.jspecify.annotations.NullMarked;
