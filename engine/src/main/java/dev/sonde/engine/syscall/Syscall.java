package dev.sonde.engine.syscall;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A system call of Linux x86-64: number, name, and the parameters that its man page declares. */
public final class Syscall {
    private final int number;
    private final String name;
    /** Parsed on first use: most of the table is never looked at. */
    private final String declaration;

    private volatile @Nullable Signature signature;

    Syscall(int number, String name, String declaration) {
        this.number = number;
        this.name = name;
        this.declaration = declaration;
    }

    /** The number that goes into {@code rax}. */
    public int number() {
        return number;
    }

    /** The name, such as {@code openat}. */
    public String name() {
        return name;
    }

    /** The parameters, at most six, in the order of {@code rdi, rsi, rdx, r10, r8, r9}. */
    public List<SyscallParameter> parameters() {
        return signature().parameters();
    }

    /** What the result means; {@code long} unless it is something special. */
    public ParameterType result() {
        return signature().result();
    }

    Signature signature() {
        Signature known = signature;
        if (known == null) {
            known = Signature.parse(ResourceText.words(declaration));
            signature = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Syscall that && that.number == number && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, name);
    }

    /** The declaration, such as {@code close(fd:fd)}. */
    @Override
    public String toString() {
        return name + parameters().stream().map(SyscallParameter::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
