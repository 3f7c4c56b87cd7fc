package dev.sonde.cli;

/** What the debugger says about itself. */
final class Texts {
    private static final String NAME = "Sonde 0.1.0";

    static final String VERSION =
            NAME + ", a source-level debugger for native Linux x86-64 programs\n" + "Licence: Apache-2.0\n";

    static final String GREETING = NAME + ". Type \"help\" for help.\n";

    static final String HELP = """
            Usage: sonde [OPTION...] [PROGRAM [CORE | PID]]
                   sonde [OPTION...] --args PROGRAM [ARGUMENT...]
                   sonde symbolize FILE [ADDRESS...]
                   sonde triage [--json] [--exe=PROGRAM] [--sysroot=DIRECTORY] CORE...
                   sonde gcore [-a] [-o PREFIX] PID...
                   sonde server [OPTION...] COMM [PROGRAM [ARGUMENT...]]

            Debugs PROGRAM, or the running process PID, or looks at the core file CORE; or names
            addresses of FILE, tells what happened to each CORE, or writes core files of processes
            (see "sonde symbolize --help", "sonde triage --help", "sonde gcore --help"); or lets gdb
            or lldb debug PROGRAM through COMM, in gdbserver's place (see "sonde server --help").

            Selecting what to debug:
              --args                  What follows PROGRAM are its arguments.
              -c, --core=CORE         Look at the core file CORE; PROGRAM is found by it if need be.
              -p, --pid=PID           Attach to the running process PID.
              --cd=DIRECTORY          Change to DIRECTORY first.
              -t, --tty=TERMINAL      Let the program use TERMINAL.

            Commands, carried out in the order given:
              -ex, --eval-command=COMMAND
                                      Carry out COMMAND.
              -x, --command=FILE      Carry out the commands in FILE.
              -iex, --init-eval-command=COMMAND
              -ix, --init-command=FILE
                                      The same, before PROGRAM is loaded.
              -n, --nx, --nh          Leave ~/.sondeinit alone.
              --batch                 End after these commands; implies --quiet. The exit status is 0
                                      unless the last of them failed.

            Others:
              -q, --quiet, --silent   Do not print the greeting.
              -h, --help              Print this text.
              -v, --version           Print the version.

            Options may begin with one dash or two, and be shortened as long as they are unique.
            """;

    static final String SYMBOLIZE_HELP = """
            Usage: sonde symbolize FILE [ADDRESS...]

            Prints for each ADDRESS of the ELF file FILE the address, the function, and the file and
            line; then the function and place of each caller that it was inlined into. The format is
            that of "addr2line -afi -C". What is not known is "??".

            Addresses are hexadecimal, with or without 0x. They are those of the file: subtract where
            the file was loaded if it is position independent. Without any they are read from standard
            input, one per line.

            Separate debug files are found by build-id and .gnu_debuglink beside FILE, in .debug, and
            below /usr/lib/debug; split DWARF (.dwo, .dwp) and the supplementary files of dwz by the
            path that was recorded, or beside FILE. The exit status is 1 if FILE or an address could
            not be read.
            """;

    static final String TRIAGE_HELP = """
            Usage: sonde triage [--json] [--exe=PROGRAM] [--sysroot=DIRECTORY] [--jobs=N] CORE...

            Prints for each CORE, in their order, one line: a signature, the signal and its code, the
            address whose access failed and what is mapped there, the instruction, and the stack with
            the values of the arguments. Core files with the same signature are of the same crash: it
            is made of the signal and the names of the innermost functions, whatever the addresses.

              --json                  One JSON object on a line for each CORE, with up to 64 frames
                                      and the values of their arguments and local variables.
              --exe=PROGRAM           The program; otherwise it is found by each core file.
              --sysroot=DIRECTORY     Where the libraries of another machine are.
              --jobs=N                How many are read at once; by default as many as processors.

            A CORE that cannot be read is told of on standard error, with --json as an object with
            "error"; the others are read all the same. The exit status is 1 then, otherwise 0.
            """;

    static final String GCORE_HELP = """
            Usage: sonde gcore [-a] [-o PREFIX] PID...

            Writes a core file of each process, which goes on afterwards as before. The files are
            called PREFIX.PID, by default core.PID.

              -a                      Write what /proc/PID/coredump_filter and the program exclude.
              -o PREFIX               What the names begin with.

            The exit status is 1 if a file could not be written; what was written of it is removed.
            """;

    private Texts() {}
}
