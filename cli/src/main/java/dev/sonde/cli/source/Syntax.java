package dev.sonde.cli.source;

import java.util.Locale;

/** What tells the words of a language's source apart. */
enum Syntax {
    /** C and C++. */
    C_FAMILY(
            "//",
            true,
            "alignas alignof asm auto bool break case catch char char16_t char32_t char8_t class co_await co_return co_yield"
                    + " concept const const_cast consteval constexpr constinit continue decltype default delete do double"
                    + " dynamic_cast else enum explicit export extern false float for friend goto if inline int long"
                    + " mutable namespace new noexcept nullptr operator private protected public register"
                    + " reinterpret_cast requires restrict return short signed sizeof static static_assert static_cast"
                    + " struct switch template this thread_local throw true try typedef typeid typename union unsigned"
                    + " using virtual void volatile wchar_t while _Alignas _Alignof _Atomic _Bool _Complex _Generic"
                    + " _Noreturn _Static_assert _Thread_local"),
    /** Rust. */
    RUST(
            "//",
            true,
            "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod"
                    + " move mut pub ref return self Self static struct super trait true type unsafe use where while"
                    + " bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize"),
    /** Assembly as the GNU assembler reads it for x86. */
    ASSEMBLY("#", true, ""),
    /** A language that is not known: nothing is highlighted. */
    OTHER("", false, "");

    private final String lineComment;
    private final boolean blockComments;
    private final String keywords;

    Syntax(String lineComment, boolean blockComments, String keywords) {
        this.lineComment = lineComment;
        this.blockComments = blockComments;
        this.keywords = " " + keywords + " ";
    }

    /** That of a file, by the end of its name. */
    static Syntax of(String file) {
        String end = file.substring(file.lastIndexOf('.') + 1);
        if (end.equals("S") || end.equals("s")) {
            return ASSEMBLY;
        }
        return switch (end.toLowerCase(Locale.ROOT)) {
            case "c", "h", "cc", "cpp", "cxx", "c++", "hh", "hpp", "hxx", "inl", "ipp", "tcc" -> C_FAMILY;
            case "rs" -> RUST;
            default -> file.contains("/include/c++/") ? C_FAMILY : OTHER;
        };
    }

    /** What begins a comment that reaches to the end of the line. */
    String lineComment() {
        return lineComment;
    }

    boolean hasBlockComments() {
        return blockComments;
    }

    boolean isKeyword(String word) {
        return keywords.contains(" " + word + " ");
    }

    /** Whether a line that begins with {@code #} is for a preprocessor or an attribute. */
    boolean hasDirectives() {
        return this == C_FAMILY || this == RUST;
    }
}
