/**
 * iced-x86's WebAssembly module as Java objects: its decoder, formatter and instruction information, with named methods
 * and memory that is given back.
 *
 * <p>{@code IcedModule} and {@code IcedModuleMachine} are generated from the module while the project is built. Knows
 * nothing of gdb's way of writing instructions, nor of threads: one {@link dev.sonde.disassembler.iced.WasmInstance} and
 * everything made from it belong to one thread at a time.
 *
 * {@snippet :
 * var wasm = WasmInstance.open();
 * var decoder = new IcedDecoder(wasm);
 * var instruction = new IcedInstruction(wasm);
 * decoder.start(code, 0, code.length, 0x401000);
 * decoder.decode(instruction);
 * decoder.finish();
 * }
 */
@NullMarked
package dev.sonde.disassembler.iced;

import org.jspecify.annotations.NullMarked;
