package dev.sonde.debuginfo.demangle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemanglerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # functions and types
            _Z3foov                                | foo()
            _Z1fPKcRiOdVrPv                        | f(char const*, int&, double&&, void* restrict volatile)
            _Z1fPFivE                              | f(int (*)())
            _Z1fPFPFivEcE                          | f(int (*(*)(char))())
            _Z1fRA3_A4_Ki                          | f(int const (&) [3][4])
            _Z1fM1AKFviE                           | f(void (A::*)(int) const)
            _Z1fM1AKFvvOE                          | f(void (A::*)() const &&)
            _Z1fM1Ai                               | f(int A::*)
            _Z1fPDoFvvE                            | f(void (*)() noexcept)
            _Z1fPDOLb1EEFvvE                       | f(void (*)() noexcept(true))
            _Z1fPDwiEFvvE                          | f(void (*)() throw(int))
            _Z1fDv4_fCdGe                          | f(float __vector(4), double _Complex, long double _Imaginary)
            _Z1fU3AS1Pi                            | f(int* AS1)
            _Z1fDnDsDiDuDadDcDF16_DF16bDF64x       | f(decltype(nullptr), char16_t, char32_t, char8_t, auto, double, decltype(auto), _Float16, std::bfloat16_t, _Float64x)
            _Z1fu6__bf16z                          | f(__bf16, ...)
            # nested names
            _ZN1A1BC1Ev                            | A::B::B()
            _ZN1AD0Ev                              | A::~A()
            _ZN1ACI21BEi                           | A::B(int)
            _ZNK1A1fEv                             | A::f() const
            _ZNVKR1A1fEv                           | A::f() const volatile &
            _ZN12_GLOBAL__N_11fEv                  | (anonymous namespace)::f()
            _ZN1A1fB5cxx11B2v2Ev                   | A::f[abi:cxx11][abi:v2]()
            _ZDC1a1bE                              | [a, b]
            _ZL1fv                                 | f()
            # operators
            _ZplRK1AS1_                            | operator+(A const&, A const&)
            _ZN1AclEi                              | A::operator()(int)
            _ZN1AixEi                              | A::operator[](int)
            _ZN1AcvPKcEv                           | A::operator char const*()
            _ZN1AcvT_IiEEv                         | A::operator int<int>()
            _Znwm                                  | operator new(unsigned long)
            _ZdaPv                                 | operator delete[](void*)
            _Zli3_kmy                              | operator"" _km(unsigned long long)
            _ZssRK1AS1_                            | operator<=>(A const&, A const&)
            _ZN1Av13fooEv                          | A::operator foo()
            # templates
            _Z1fIiEvT_                             | void f<int>(int)
            _Z1fIJidEEvDpT_                        | void f<int, double>(int, double)
            _Z1fIJEEvDpT_                          | void f<>()
            _Z1fILi3ELin4ELb1ELj5ELl6ELm7ELx8ELy9EEvv | void f<3, -4, true, 5u, 6l, 7ul, 8ll, 9ull>()
            _Z1fILc65ELd4000000000000000EEvv       | void f<(char)65, (double)[4000000000000000]>()
            _Z1fIXadL_Z1giEEEvv                    | void f<&(g(int))>()
            _Z1fIXadL_ZN1A1gEiEEEvv                | void f<&A::g>()
            _Z1fI1ATtTyE_                          |
            _Z1fIiEDTplfp_Li1EET_                  | decltype ({parm#1}+(1)) f<int>(int)
            _Z1fIJiiEEDTfrplfp_EDpT_               | decltype (({parm#1}+...)) f<int, int>(int, int)
            _Z1fIJiiEEDTfLplLi1Efp_EDpT_           | decltype (((1)+...+{parm#1})) f<int, int>(int, int)
            _Z1fIJiiEEvDTsZT_E                     | void f<int, int>(decltype (2))
            _Z1fIiEDTcl1gfp_EET_                   | decltype (g({parm#1})) f<int>(int)
            _Z1fIiEDTnw_T_pifp_EES0_               | decltype (new int({parm#1})) f<int>(int)
            _Z1fIiEDTquLb1Efp_Li2EET_              | decltype ((true)?{parm#1} : (2)) f<int>(int)
            _Z1fIiEDTscT_Li2EES0_                  | decltype (static_cast<int>(2)) f<int>(int)
            _Z1fI1AEDTcldtfp_3barEET_              | decltype (({parm#1}.bar)()) f<A>(A)
            _Z1fIXgtLi2ELi1EEEvv                   | void f<((2)>(1))>()
            _ZTAXtl1ALi1ELi2EEE                    | template parameter object for A{1, 2}
            _Z1fIXtl1Adi1xLi1EEEEvv                | void f<A{.x=(1)}>()
            # local names
            _ZZ1fvE1x                              | f()::x
            _ZZ1fvE1x_0                            | f()::x
            _ZZ1fvEs_0                             | f()::string literal
            _ZZ1fiENKUlvE_clEv                     | f(int)::{lambda()#1}::operator()() const
            _ZZ1fiENKUlT_E0_clIiEEDaS_             | auto f(int)::{lambda(auto:1)#2}::operator()<int>(int) const
            _ZZ1gvENKUlTyTniTpTyDpT1_E_clEv        | g()::{lambda<typename $T0, int $N1, typename... $T2>(($T2)...)#1}::operator()() const
            _ZZ1fiiEd0_NKUlvE_clEv                 | f(int, int)::{default arg#2}::{lambda()#1}::operator()() const
            _ZZ1fvENUt_1gEv                        | f()::{unnamed type#1}::g()
            _ZN1A1xMUlvE_E                         | A::x::{lambda()#1}
            # special names
            _ZTV1A                                 | vtable for A
            _ZTT1A                                 | VTT for A
            _ZTI1A                                 | typeinfo for A
            _ZTSPi                                 | typeinfo name for int*
            _ZTC1A0_1B                             | construction vtable for B-in-A
            _ZThn8_N1A1fEv                         | non-virtual thunk to A::f()
            _ZTv0_n24_N1A1fEv                      | virtual thunk to A::f()
            _ZTchn8_v0_n24_N1A1fEv                 | covariant return thunk to A::f()
            _ZGVZ1fvE1x                            | guard variable for f()::x
            _ZGR1x_                                | reference temporary #0 for x
            _ZGR1x0_                               | reference temporary #1 for x
            _ZGRL1x_                               | reference temporary #0 for x
            _ZTH1x                                 | TLS init function for x
            _ZTW1x                                 | TLS wrapper function for x
            _ZGTtN1A1fEv                           | transaction clone for A::f()
            _GLOBAL__I_foo                         | global constructors keyed to foo
            _GLOBAL__D__Z1fv                       | global destructors keyed to f()
            # substitutions
            _ZNSt6vectorIiSaIiEE4sizeEv            | std::vector<int, std::allocator<int> >::size()
            _ZNSsC1ERKSs                           | std::basic_string<char, std::char_traits<char>, std::allocator<char> >::basic_string(std::basic_string<char, std::char_traits<char>, std::allocator<char> > const&)
            _Z1fSoSiSdSbIwE                        | f(std::basic_ostream<char, std::char_traits<char> >, std::basic_istream<char, std::char_traits<char> >, std::basic_iostream<char, std::char_traits<char> >, std::basic_string<wchar_t>)
            # modules and clones
            _ZW3foo1fv                             | f@foo()
            _ZNW3fooWP3bar1A1fEv                   | A@foo:bar::f()
            _ZW3fooW3bar1fv                        | f@foo.bar()
            _ZGIW3foo                              | initializer for module foo
            _Z3foov.constprop.0                    | foo() [clone .constprop.0]
            _Z3foov.isra.0.cold                    | foo() [clone .isra.0] [clone .cold]
            """)
    void demanglesCpp(String mangled, String expected) {
        assertThat(Demangler.demangle(mangled).orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # legacy
            _ZN4core3fmt5write17h0123456789abcdefE          | core::fmt::write | core::fmt::write::h0123456789abcdef
            _ZN4core3fmt5write17h0123456789abcdefE.llvm.123 | core::fmt::write | core::fmt::write::h0123456789abcdef
            _ZN71_$LT$Test$u20$$u2b$$u20$$u27$static$u20$as$u20$foo..Bar$LT$Test$GT$$GT$3bar17h930b740aa94f1d3aE | <Test + 'static as foo::Bar<Test>>::bar | <Test + 'static as foo::Bar<Test>>::bar::h930b740aa94f1d3a
            _ZN35_$RF$$BP$$LP$$RP$$C$$SP$.x..y$u7e$17h0123456789abcdefE |  |
            # v0
            _RNvCs1234_7mycrate3foo                         | mycrate::foo     | mycrate[3c1c0]::foo
            _RNvNtC1a1b1c                                   | a::b::c          | a[0]::b::c
            _RNCNvC1a1f0                                    | a::f::{closure#0} | a[0]::f::{closure#0}
            _RNCNvC1a1fs_0                                  | a::f::{closure#1} | a[0]::f::{closure#1}
            _RNSC1as_4fooo                                  | a::{shim:fooo#1} | a[0]::{shim:fooo#1}
            _RNvMC1aNtB2_1S1f                               | <a::S>::f        | <a[0]::S>::f
            _RNvXC1aNtB2_1SNtB2_1T1f                        | <a::S as a::T>::f | <a[0]::S as a[0]::T>::f
            _RNvYNtC1a1SNtB4_1T1f                           | <a::S as a::T>::f | <a[0]::S as a[0]::T>::f
            _RINvC1a1fhE                                    | a::f::<u8>       | a[0]::f::<u8>
            _RINvC1a1fTaEE                                  | a::f::<(i8,)>    | a[0]::f::<(i8,)>
            _RINvC1a1fTabcEE                                | a::f::<(i8, bool, char)> | a[0]::f::<(i8, bool, char)>
            _RINvC1a1fRlQeE                                 | a::f::<&i32, &mut str> | a[0]::f::<&i32, &mut str>
            _RINvC1a1fPjOyE                                 | a::f::<*const usize, *mut u64> | a[0]::f::<*const usize, *mut u64>
            _RINvC1a1fAhj3_ShE                              | a::f::<[u8; 3], [u8]> | a[0]::f::<[u8; 3: usize], [u8]>
            _RINvC1a1fFUKChEuE                              | a::f::<unsafe extern "C" fn(u8)> | a[0]::f::<unsafe extern "C" fn(u8)>
            _RINvC1a1fFK13system_unwindEhE                  | a::f::<extern "system-unwind" fn() -> u8> | a[0]::f::<extern "system-unwind" fn() -> u8>
            _RINvC1a1fFG_RL0_hEuE                           | a::f::<for<'a> fn(&'a u8)> | a[0]::f::<for<'a> fn(&'a u8)>
            _RINvC1a1fDNtB2_1TEL_E                          | a::f::<dyn a::T> | a[0]::f::<dyn a[0]::T>
            _RINvC1a1fDINtB2_1ThEp4Itemhp3KeylEL_E          | a::f::<dyn a::T<u8, Item = u8, Key = i32>> | a[0]::f::<dyn a[0]::T<u8, Item = u8, Key = i32>>
            _RINvC1a1fDNtB2_1TNtB2_1UEL_E                   | a::f::<dyn a::T + a::U> | a[0]::f::<dyn a[0]::T + a[0]::U>
            _RINvC1a1fKj7b_Kin7b_Kb1_Kc41_Kca_KpE           | a::f::<123, -123, true, 'A', '\\n', _> | a[0]::f::<123: usize, -123: isize, true: bool, 'A': char, '\\n': char, _>
            _RINvC1a1fKc1f4a9_E                             | a::f::<'\\u{1f4a9}'> | a[0]::f::<'\\u{1f4a9}': char>
            _RINvC1a1fL_E                                   | a::f::<'_>       | a[0]::f::<'_>
            _RNvC1au7caf_dma                                | a::café          | a[0]::café
            _RNvC1a1f.llvm.1                                | a::f             | a[0]::f
            _RINvC1a1fpEC1b                                 | a::f::<_>        | a[0]::f::<_>
            """, quoteCharacter = '`')
    void demanglesRust(String mangled, String standard, String verbose) {
        assertThat(Demangler.demangle(mangled).orElse(null)).isEqualTo(standard);
        assertThat(Demangler.demangle(mangled, DemangleOptions.VERBOSE).orElse(null))
                .isEqualTo(verbose);
    }

    @Test
    void optionsChooseTheDetail() {
        String mangled = "_ZNKSs5eraseISsEEvSsT_";
        assertThat(Demangler.demangle(mangled, new DemangleOptions(true, true, false, false)))
                .contains("void std::string::erase<std::string>(std::string, std::string) const");
        assertThat(Demangler.demangle(mangled, new DemangleOptions(false, true, false, false)))
                .contains("std::string::erase<std::string>");
        assertThat(Demangler.demangle("_ZZN1A1fEiENK1B1gEv.cold", DemangleOptions.NAME_ONLY))
                .contains("A::f(int)::B::g");
        // A constructor needs the name that the abbreviation hides.
        assertThat(Demangler.demangle("_ZNSsC1Ev", new DemangleOptions(true, true, false, false)))
                .contains("std::basic_string<char, std::char_traits<char>, std::allocator<char> >::basic_string()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                "_Z",
                "_ZN",
                "main",
                "Z3foov",
                "_Z3fo",
                "_Z1fS_",
                "_Z1fT_",
                "_Z1fIiEvT0_",
                "_ZN1AE1BE",
                "_Z1f1AIi",
                "_Z1fA3_",
                "_Z1fM1A",
                "_ZTV",
                "_ZTh1f",
                "_Z1fF",
                "_Z1fILiE",
                "_Z1fIXplEEvv",
                "_ZNSaE",
                "_Z0v",
                "_Z99999999999999999999fv",
                "_Z1fDpT_",
                "_Zv03ab",
                "_ZW",
                "_GLOBAL__X_foo",
                "_R",
                "_Rx",
                "_RC",
                "_RNvC1a",
                "_RNvC1a9b",
                "_RB_",
                "_RINvC1a1fBz_E",
                "_RINvC1a1fKc110000000_E",
                "_RINvC1a1fKb2_E",
                "_RNvC1au1_",
                "_RNvC1au4a_zz9",
                "_RINvC1a1fRL0_hE",
                "_RNvC1a1f x",
                "_ZN3foo17h0123456789abcdeE",
                "_Zé",
                "_R\u0000"
            })
    void whatIsMalformedGivesNothing(String mangled) {
        assertThat(Demangler.demangle(mangled)).isEmpty();
        assertThat(Demangler.demangle(mangled, DemangleOptions.VERBOSE)).isEmpty();
    }

    static Stream<String> explosive() {
        StringBuilder doubling = new StringBuilder("_Z1f1AIiiE");
        for (int i = 1; i < 36; i++) {
            String last = "S" + Integer.toString(i - 1, 36).toUpperCase(Locale.ROOT) + "_";
            doubling.append("S_I").append(last).append(last).append('E');
        }
        StringBuilder rust = new StringBuilder("_RINvC1a1fTiiE");
        int previous = "INvC1a1f".length();
        for (int i = 0; i < 40; i++) {
            int start = rust.length() - 2;
            String reference = "B" + Integer.toString(previous - 1, 36) + "_";
            rust.append('T').append(reference).append(reference).append('E');
            previous = start;
        }
        return Stream.of(
                doubling.toString(),
                rust.append('E').toString(),
                "_Z1f" + "P".repeat(100_000) + "i",
                "_Z1fIX" + "ng".repeat(50_000) + "Li1EEEvv",
                "_Z1f" + "1AI".repeat(20_000),
                "_Z" + "Z".repeat(100_000),
                "_Z1f" + "F".repeat(100_000),
                "_RIC0".repeat(20_000),
                "_RINvC1a1f" + "R".repeat(100_000) + "hE",
                "_RINvC1a1fFGzzzzzzzz_EuE",
                "_Z1f" + "i".repeat(200_000));
    }

    @ParameterizedTest
    @MethodSource("explosive")
    void whatWouldExplodeGivesNothing(String mangled) {
        assertThat(Demangler.demangle(mangled)).isEmpty();
    }

    @Test
    void longAndDeepNamesAreFineWithinReason() {
        assertThat(Demangler.demangle("_Z1f" + "i".repeat(10_000)).orElseThrow())
                .hasSize(3 + 10_000 * 5 - 2);
        String nested = "_Z1f" + "1AI".repeat(100) + "i" + "E".repeat(100);
        assertThat(Demangler.demangle(nested).orElseThrow()).startsWith("f(A<A<A<");
    }
}
