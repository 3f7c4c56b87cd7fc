package dev.sonde.engine.syscall;

import java.util.ArrayList;
import java.util.List;

/** The parameters of a call and the meaning of its result. */
record Signature(List<SyscallParameter> parameters, ParameterType result) {
    private static final ParameterType NUMBER = ParameterType.parse("long");

    /** Parses {@code name:type ... -> result}. */
    static Signature parse(List<String> words) {
        int arrow = words.indexOf("->");
        int end = arrow < 0 ? words.size() : arrow;
        var parameters = new ArrayList<SyscallParameter>(end);
        for (String word : words.subList(0, end)) {
            parameters.add(SyscallParameter.parse(word));
        }
        return new Signature(List.copyOf(parameters), arrow < 0 ? NUMBER : ParameterType.parse(words.get(arrow + 1)));
    }

    /** The position of a parameter, -1 if there is none of that name. */
    int indexOf(String name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
