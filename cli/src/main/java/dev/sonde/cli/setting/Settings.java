package dev.sonde.cli.setting;

import dev.sonde.debuginfo.elf.DebugFileLocator;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All settings of a session. The names are gdb's. */
public final class Settings {
    /** The arguments and redirections of the program, as typed. */
    public static final String ARGS = "args";
    /** The working directory of the program; empty for the debugger's. */
    public static final String CWD = "cwd";
    /** The terminal of the program; empty for the debugger's. */
    public static final String INFERIOR_TTY = "inferior-tty";
    /** Whether dangerous operations are confirmed. */
    public static final String CONFIRM = "confirm";
    /** Lines per page. */
    public static final String HEIGHT = "height";
    /** Columns per line. */
    public static final String WIDTH = "width";
    /** Whether output stops at the end of a page. */
    public static final String PAGINATION = "pagination";
    /** What asks for a command. */
    public static final String PROMPT = "prompt";
    /** Whether terminals see colours. */
    public static final String STYLE_ENABLED = "style enabled";
    /** Whether terminals see source lines highlighted. */
    public static final String STYLE_SOURCES = "style sources";
    /** The syntax of instructions. */
    public static final String DISASSEMBLY_FLAVOR = "disassembly-flavor";
    /** Whether programs start without address randomisation. */
    public static final String DISABLE_RANDOMIZATION = "disable-randomization";
    /** Whether only the selected thread runs. */
    public static final String SCHEDULER_LOCKING = "scheduler-locking";
    /** Whether functions of the program may be called. */
    public static final String MAY_CALL_FUNCTIONS = "may-call-functions";
    /** Whether a signal in a function that was called undoes the call. */
    public static final String UNWIND_ON_SIGNAL = "unwindonsignal";
    /** Whether an exception that nobody catches in a function that was called undoes the call. */
    public static final String UNWIND_ON_TERMINATE = "unwind-on-terminating-exception";
    /** Whether the end of the time for a function that was called undoes the call. */
    public static final String UNWIND_ON_TIMEOUT = "unwind-on-timeout";
    /** How many seconds a function that was called may take. */
    public static final String CALL_TIMEOUT = "direct-call-timeout";
    /** What to do with a breakpoint on something unknown. */
    public static final String BREAKPOINT_PENDING = "breakpoint pending";

    public static final String CAN_USE_HW_WATCHPOINTS = "can-use-hw-watchpoints";
    /** Whether threads that come and go are told of. */
    public static final String THREAD_EVENTS = "print thread-events";
    /** Whether the end of a process is told of. */
    public static final String INFERIOR_EVENTS = "print inferior-events";
    /** How many elements of an array or characters of a string are printed. */
    public static final String PRINT_ELEMENTS = "print elements";
    /** How many equal elements in a row are printed one by one. */
    public static final String PRINT_REPEATS = "print repeats";
    /** Whether each member of a structure has a line of its own. */
    public static final String PRINT_PRETTY = "print pretty";
    /** Whether unions inside structures are printed. */
    public static final String PRINT_UNION = "print union";
    /** Whether objects are taken for what their vtables say they are. */
    public static final String PRINT_OBJECT = "print object";
    /** Whether static members are printed. */
    public static final String PRINT_STATIC_MEMBERS = "print static-members";
    /** Whether the symbols that pointers to data point to are printed. */
    public static final String PRINT_SYMBOL = "print symbol";
    /** Whether array elements are printed with their indexes. */
    public static final String PRINT_ARRAY_INDEXES = "print array-indexes";
    /** Whether arrays of characters end at the first zero. */
    public static final String PRINT_NULL_STOP = "print null-stop";
    /** Whether each element of an array has a line of its own. */
    public static final String PRINT_ARRAY = "print array";
    /** Kept as gdb has it, where it changes nothing with the C++ ABI of this platform. */
    public static final String PRINT_VTBL = "print vtbl";
    /** Whether objects are printed as they are stored. */
    public static final String PRINT_RAW_VALUES = "print raw-values";
    /** Whether characters beyond ASCII are printed as escapes. */
    public static final String PRINT_SEVENBIT_STRINGS = "print sevenbit-strings";
    /** How many structures and arrays may be around one that is printed. */
    public static final String PRINT_MAX_DEPTH = "print max-depth";
    /** Whether values show addresses. */
    public static final String PRINT_ADDRESS = "print address";
    /** Whether finish shows what was returned. */
    public static final String PRINT_FINISH = "print finish";
    /** Which arguments of functions are printed with frames. */
    public static final String FRAME_ARGUMENTS = "print frame-arguments";
    /** What is printed of a frame. */
    public static final String FRAME_INFO = "print frame-info";
    /** What is printed of arguments as they were on entry. */
    public static final String ENTRY_VALUES = "print entry-values";
    /** Whether backtraces go on beyond main. */
    public static final String BACKTRACE_PAST_MAIN = "backtrace past-main";
    /** Whether backtraces go on beyond the program's entry point. */
    public static final String BACKTRACE_PAST_ENTRY = "backtrace past-entry";
    /** How many frames a backtrace has at most. */
    public static final String BACKTRACE_LIMIT = "backtrace limit";
    /** Whether the symbols of libraries are read when they are loaded. */
    public static final String AUTO_SOLIB_ADD = "auto-solib-add";
    /** Whether the program stops when its dynamic loader loads or unloads something; 0 for not. */
    public static final String STOP_ON_SOLIB_EVENTS = "stop-on-solib-events";
    /** Where the copies of the libraries of the process are; {@code target:} for what the process itself sees. */
    public static final String SYSROOT = "sysroot";
    /** Where libraries are that are not found otherwise; several directories are separated by colons. */
    public static final String SOLIB_SEARCH_PATH = "solib-search-path";
    /** Where debug files are, besides beside the programs; several directories are separated by colons. */
    public static final String DEBUG_FILE_DIRECTORY = "debug-file-directory";
    /** Whether debug files are fetched from servers. */
    public static final String DEBUGINFOD_ENABLED = "debuginfod enabled";
    /** The servers, separated by blanks. */
    public static final String DEBUGINFOD_URLS = "debuginfod urls";
    /** Whether fetching is told of; 0 for not. */
    public static final String DEBUGINFOD_VERBOSE = "debuginfod verbose";
    /** Whether core files have what {@code /proc/PID/coredump_filter} says. */
    public static final String USE_COREDUMP_FILTER = "use-coredump-filter";
    /** Whether core files have what programs have excluded. */
    public static final String DUMP_EXCLUDED_MAPPINGS = "dump-excluded-mappings";
    /** Where the history of commands is kept. */
    public static final String HISTORY_FILENAME = "history filename";
    /** Whether the history of commands is kept. */
    public static final String HISTORY_SAVE = "history save";
    /** How many commands are kept. */
    public static final String HISTORY_SIZE = "history size";

    /** Which process is followed after a fork. */
    public static final String FOLLOW_FORK_MODE = "follow-fork-mode";
    /** Whether the process that is not followed after a fork is let go. */
    public static final String DETACH_ON_FORK = "detach-on-fork";
    /** Whether execve makes a new inferior. */
    public static final String FOLLOW_EXEC_MODE = "follow-exec-mode";
    /** Whether every process runs when one is resumed. */
    public static final String SCHEDULE_MULTIPLE = "schedule-multiple";
    /** Whether threads stop each for itself. */
    public static final String NON_STOP = "non-stop";

    /** How many seconds a remote stub may take for an answer. */
    public static final String REMOTE_TIMEOUT = "remotetimeout";
    /** The program that a remote stub is to start, as the stub knows it; empty for that of the session. */
    public static final String REMOTE_EXEC_FILE = "remote exec-file";
    /** Whether packets to and from a remote stub are shown. */
    public static final String DEBUG_REMOTE = "debug remote";

    private final Map<String, Setting> settings = new LinkedHashMap<>();

    /** All settings with their defaults. */
    public Settings() {
        add(new Setting.Text(ARGS, "Argument list to give program being debugged when it is started", ""));
        add(new Setting.Text(
                CWD,
                "Current working directory that will be used when starting the inferior",
                "",
                "You have not set the inferior's current working directory.\n"
                        + "The inferior will inherit the debugger's."));
        add(new Setting.Text(INFERIOR_TTY, "Terminal for future runs of program being debugged", ""));
        flag(CONFIRM, "Whether to confirm potentially dangerous operations", true);
        add(new Setting.Limit(HEIGHT, "Number of lines in a page", 0));
        add(new Setting.Limit(WIDTH, "Number of characters in a line", 0));
        flag(PAGINATION, "State of pagination", true);
        add(new Setting.Text(PROMPT, "The prompt", "(sonde) "));
        flag(STYLE_ENABLED, "Whether output to a terminal is coloured", true);
        flag(STYLE_SOURCES, "Whether source lines on a terminal are highlighted", true);
        choice(DISASSEMBLY_FLAVOR, "The disassembly flavor", "att", "intel");
        flag(DISABLE_RANDOMIZATION, "Disabling randomization of debuggee's virtual address space", true);
        choice(SCHEDULER_LOCKING, "Mode for locking scheduler during execution", "replay", "off", "on", "step");
        choice(FOLLOW_FORK_MODE, "Debugger response to a program call of fork or vfork", "parent", "child");
        flag(DETACH_ON_FORK, "Whether the debugger will detach the child of a fork", true);
        choice(FOLLOW_EXEC_MODE, "Follow exec mode", "same", "new");
        flag(SCHEDULE_MULTIPLE, "Resuming the execution of threads of all processes", false);
        add(new Setting.WholeNumber(REMOTE_TIMEOUT, "Timeout limit to wait for target to respond", 2));
        add(Setting.Text.bare(REMOTE_EXEC_FILE, "The remote pathname for \"run\""));
        flag(DEBUG_REMOTE, "Debugging of remote protocol", false);
        flag(NON_STOP, "Controlling the inferior in non-stop mode", false);
        flag(MAY_CALL_FUNCTIONS, "Permission to call functions in the program", true);
        flag(UNWIND_ON_SIGNAL, "Unwinding of stack if a signal is received while in a call dummy", false);
        flag(UNWIND_ON_TERMINATE, "Unwind stack if a C++ exception is unhandled while in a call dummy", true);
        flag(UNWIND_ON_TIMEOUT, "Unwinding of stack if a timeout occurs while in a call dummy", false);
        add(new Setting.Limit(CALL_TIMEOUT, "The timeout, in seconds, for calls of functions of the program", 0));
        add(new Setting.AutoFlag(BREAKPOINT_PENDING, "Debugger's behavior regarding pending breakpoints"));
        choice(CAN_USE_HW_WATCHPOINTS, "Debugger's willingness to use watchpoint hardware", "1", "0");
        flag(THREAD_EVENTS, "Printing of thread events", true);
        flag(INFERIOR_EVENTS, "Printing of inferior events", true);
        add(new Setting.Limit(PRINT_ELEMENTS, "Limit on string chars or array elements to print", 200));
        add(new Setting.Limit(PRINT_REPEATS, "Threshold for repeated print elements", 10));
        flag(PRINT_PRETTY, "Pretty formatting of structures", false);
        flag(PRINT_UNION, "Printing of unions interior to structures", true);
        flag(PRINT_OBJECT, "Printing of object's derived type", false);
        flag(PRINT_STATIC_MEMBERS, "Printing of C++ static members", true);
        flag(PRINT_SYMBOL, "Printing of symbol names when printing pointers", true);
        flag(PRINT_ARRAY_INDEXES, "Printing of array indexes", false);
        flag(PRINT_NULL_STOP, "Printing of char arrays to stop at first null char", false);
        flag(PRINT_ARRAY, "Pretty formatting of arrays", false);
        flag(PRINT_VTBL, "Printing of C++ virtual function tables", false);
        flag(PRINT_RAW_VALUES, "Whether to print values in raw form", false);
        flag(PRINT_SEVENBIT_STRINGS, "Printing of 8-bit characters in strings as \\nnn", false);
        add(new Setting.Depth(PRINT_MAX_DEPTH, "Maximum print depth", 20));
        flag(PRINT_ADDRESS, "Printing of addresses", true);
        flag(PRINT_FINISH, "Printing of return value after `finish'", true);
        choice(
                "scalars",
                FRAME_ARGUMENTS,
                "Printing of non-scalar frame arguments",
                List.of("all", "scalars", "none", "presence"));
        choice(
                "auto",
                FRAME_INFO,
                "Printing of frame information",
                List.of(
                        "auto",
                        "source-line",
                        "location",
                        "source-and-location",
                        "location-and-address",
                        "short-location"));
        choice(
                "default",
                ENTRY_VALUES,
                "Printing of function arguments at function entry",
                List.of("no", "only", "preferred", "if-needed", "both", "compact", "default"));
        flag(BACKTRACE_PAST_MAIN, "Whether backtraces should continue past \"main\"", false);
        flag(BACKTRACE_PAST_ENTRY, "Whether backtraces should continue past the entry point of a program", false);
        add(new Setting.Limit(BACKTRACE_LIMIT, "An upper bound on the number of frames in a backtrace", 0));
        flag(USE_COREDUMP_FILTER, "Use of /proc/PID/coredump_filter file to generate corefiles", true);
        flag(DUMP_EXCLUDED_MAPPINGS, "Dumping of mappings marked with the VM_DONTDUMP flag", false);
        flag(AUTO_SOLIB_ADD, "Autoloading of shared library symbols", true);
        add(new Setting.WholeNumber(STOP_ON_SOLIB_EVENTS, "Stopping for shared library events", 0));
        add(new Setting.Text(SYSROOT, "The current system root", "target:"));
        add(new Setting.SearchPath(
                SOLIB_SEARCH_PATH, "The search path for loading non-absolute shared library symbol files", ""));
        add(new Setting.Text(
                DEBUG_FILE_DIRECTORY,
                "The directory where separate debug symbols are searched for",
                DebugFileLocator.DEFAULT_DIRECTORY.toString()));
        choice(DEBUGINFOD_ENABLED, "Debuginfod functionality", "ask", "on", "off");
        add(new Setting.Text(
                DEBUGINFOD_URLS,
                "Debuginfod URLs",
                System.getenv().getOrDefault("DEBUGINFOD_URLS", ""),
                "Debuginfod URLs have not been set."));
        choice(DEBUGINFOD_VERBOSE, "Debuginfod verbose output", "1", "0");
        String home = System.getProperty("user.home");
        add(new Setting.Text(
                HISTORY_FILENAME, "The filename in which to record the command history", home + "/.sonde_history"));
        flag(HISTORY_SAVE, "Saving of the history record on exit", true);
        add(new Setting.Limit(HISTORY_SIZE, "The size of the command history", 10_000));
    }

    /** Every setting, in the order in which they are listed. */
    public Collection<Setting> all() {
        return settings.values();
    }

    /** The setting of this name. */
    public Optional<Setting> find(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** The setting of this name, which must exist. */
    public Setting setting(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no setting is called " + name));
    }

    /** Whether the flag of this name is on. */
    public boolean is(String name) {
        return setting(name) instanceof Setting.Flag flag && flag.isOn();
    }

    /** The value of the setting of this name, as text. */
    public String text(String name) {
        return setting(name).text();
    }

    /** The limit of this name; 0 for none. */
    public int limit(String name) {
        return setting(name) instanceof Setting.Limit limit ? limit.limit() : 0;
    }

    /** The whole number of this name. */
    public int number(String name) {
        return setting(name) instanceof Setting.WholeNumber number ? number.number() : 0;
    }

    /** The depth of this name, of which 0 is one; negative for no limit. */
    public int depth(String name) {
        return setting(name) instanceof Setting.Depth depth ? depth.depth() : -1;
    }

    private void flag(String name, String meaning, boolean on) {
        add(new Setting.Flag(name, meaning, on));
    }

    private void choice(String name, String meaning, String... values) {
        add(new Setting.Choice(name, meaning, List.of(values)));
    }

    private void choice(String preset, String name, String meaning, List<String> values) {
        Setting.Choice choice = new Setting.Choice(name, meaning, values);
        choice.set(preset);
        add(choice);
    }

    private void add(Setting setting) {
        settings.put(setting.name(), setting);
    }
}
