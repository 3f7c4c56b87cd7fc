package dev.sonde.engine.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The type of {@code $_siginfo}: the {@code siginfo_t} of Linux on x86-64, with gdb's names.
 *
 * <p>Source: sigaction(2); the kernel's {@code include/uapi/asm-generic/siginfo.h}.
 */
public final class SigInfoType {
    private static final int SIZE = 128;
    private static final int FIELDS = 16;

    private static final Type PID = typedef("__pid_t", Types.INT);
    private static final Type UID = typedef("__uid_t", Types.UNSIGNED_INT);
    private static final Type CLOCK = typedef("__clock_t", Types.LONG);
    private static final StructType VALUE = make(
            StructType.Kind.UNION,
            "sigval_t",
            Long.BYTES,
            () -> List.of(new Member("sival_int", Types.INT, 0), new Member("sival_ptr", Types.VOID_POINTER, 0)));

    /** The one there is. */
    public static final StructType INSTANCE = make(
            StructType.Kind.STRUCT,
            "siginfo",
            SIZE,
            () -> List.of(
                    new Member("si_signo", Types.INT, 0),
                    new Member("si_errno", Types.INT, 4),
                    new Member("si_code", Types.INT, 8),
                    new Member("_sifields", fields(), FIELDS)));

    private SigInfoType() {}

    private static Type typedef(String name, Type target) {
        return new TypedefType(SigInfoType.class.getName() + name, name, () -> target);
    }

    private static StructType make(StructType.Kind kind, String tag, long size, Supplier<List<Member>> members) {
        return new StructType(
                List.of(SigInfoType.class, kind, tag, size),
                kind,
                tag,
                size,
                true,
                SourceLanguage.C,
                () -> StructBody.of(members.get()));
    }

    private static StructType part(String name, Member... members) {
        Member last = members[members.length - 1];
        long end = last.offset() + last.type().size();
        return new StructType(
                List.of(SigInfoType.class, name),
                StructType.Kind.STRUCT,
                "",
                (end + Long.BYTES - 1) & -Long.BYTES,
                true,
                SourceLanguage.C,
                () -> StructBody.of(List.of(members)));
    }

    private static StructType fields() {
        List<Member> members = new ArrayList<>();
        members.add(new Member("_pad", new Type.ArrayType(Types.INT, 28, 0, true), 0));
        add(members, "_kill", new Member("si_pid", PID, 0), new Member("si_uid", UID, 4));
        add(
                members,
                "_timer",
                new Member("si_tid", Types.INT, 0),
                new Member("si_overrun", Types.INT, 4),
                new Member("si_sigval", VALUE, 8));
        add(
                members,
                "_rt",
                new Member("si_pid", PID, 0),
                new Member("si_uid", UID, 4),
                new Member("si_sigval", VALUE, 8));
        add(
                members,
                "_sigchld",
                new Member("si_pid", PID, 0),
                new Member("si_uid", UID, 4),
                new Member("si_status", Types.INT, 8),
                new Member("si_utime", CLOCK, 16),
                new Member("si_stime", CLOCK, 24));
        StructType bounds = part(
                "_addr_bnd", new Member("_lower", Types.VOID_POINTER, 0), new Member("_upper", Types.VOID_POINTER, 8));
        add(
                members,
                "_sigfault",
                new Member("si_addr", Types.VOID_POINTER, 0),
                new Member("_addr_lsb", Types.SHORT, 8),
                new Member("_addr_bnd", bounds, 16));
        add(members, "_sigpoll", new Member("si_band", Types.LONG, 0), new Member("si_fd", Types.INT, 8));
        add(
                members,
                "_sigsys",
                new Member("_call_addr", Types.VOID_POINTER, 0),
                new Member("_syscall", Types.INT, 8),
                new Member("_arch", Types.UNSIGNED_INT, 12));
        return make(StructType.Kind.UNION, "", SIZE - FIELDS, () -> members);
    }

    private static void add(List<Member> members, String name, Member... parts) {
        members.add(new Member(name, part(name, parts), 0));
    }
}
