package dev.sonde.cli.command.run;

/** How the commands that start the program take its arguments. */
final class ArgumentsHelp {
    static final String TEXT = """
            Usage: COMMAND [ARGUMENT]... [REDIRECTION]...
            ARGUMENTs are used again the next time, unless others are given; see "set args".
            Blanks separate them, and 'quotes', "quotes" and backslashes protect blanks.
            REDIRECTIONs are < FILE, > FILE, >> FILE, 2> FILE, 2>> FILE, &> FILE and 2>&1.
            No shell is involved: variables, patterns and ~ are not expanded.""";

    private ArgumentsHelp() {}
}
