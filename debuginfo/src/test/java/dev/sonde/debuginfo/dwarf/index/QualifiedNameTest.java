package dev.sonde.debuginfo.dwarf.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QualifiedNameTest {
    private static List<String> parts(String name) {
        return QualifiedName.parse(name).components();
    }

    @Test
    void cutsAtTheScopes() {
        assertThat(parts("main")).containsExactly("main");
        assertThat(parts("a::b::c")).containsExactly("a", "b", "c");
        assertThat(parts("::a::b")).containsExactly("a", "b");
        assertThat(QualifiedName.parse("::a").absolute()).isTrue();
        assertThat(QualifiedName.parse("a").absolute()).isFalse();
        assertThat(parts("v<a::b>::push(a::c const&) const")).containsExactly("v<a::b>", "push");
        assertThat(parts("(anonymous namespace)::x")).containsExactly("(anonymous namespace)", "x");
        assertThat(parts("core::iter::{impl#0}::next")).containsExactly("core", "iter", "{impl#0}", "next");
        assertThat(parts("f<&g<int>::operator->>::h")).hasSize(2);
    }

    @Test
    void keepsOperators() {
        assertThat(parts("A::operator<<(std::ostream&)")).containsExactly("A", "operator<<");
        assertThat(parts("A::operator()(int)")).containsExactly("A", "operator()");
        assertThat(parts("operator->")).containsExactly("operator->");
        assertThat(parts("A::operator std::string")).containsExactly("A", "operator std::string");
    }

    @Test
    void templateArgumentsMayBeLeftOut() {
        assertThat(QualifiedName.matches("twice", "twice<int>")).isTrue();
        assertThat(QualifiedName.matches("twice<int>", "twice<int>")).isTrue();
        assertThat(QualifiedName.matches("twice<char>", "twice<int>")).isFalse();
        assertThat(QualifiedName.matches("twic", "twice<int>")).isFalse();
        assertThat(QualifiedName.matches("operator", "operator<")).isFalse();
    }
}
