package dev.sonde.disassembler.iced;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One instance of iced-x86's WebAssembly module: its memory, its functions, and the calling convention of wasm-bindgen.
 *
 * <p>Numbers are passed as they are. A result of several words is written to an area on the module's stack whose address
 * is the first argument. Arrays and strings are copied into memory allocated from the module. Not thread-safe. Methods
 * throw {@link IllegalStateException} when the module reports a failure or breaks the convention, which no input is
 * known to cause.
 */
public final class WasmInstance {
    private static final String IMPORTS = "__wbindgen_placeholder__";
    private static final int RETURN_AREA_SIZE = 16;
    private static final int BYTE_ALIGNMENT = 1;
    private static final long[] NOTHING = {};

    private final HostObjects objects = new HostObjects();
    private final Instance instance;
    private final Memory memory;
    private final ExportFunction malloc;
    private final ExportFunction free;
    private final int returnArea;

    private WasmInstance() {
        instance = Instance.builder(IcedModule.load())
                .withImportValues(ImportValues.builder().addFunction(imports()).build())
                .withMachineFactory(IcedModule::create)
                .withMemoryFactory(ByteArrayMemory::new)
                .build();
        memory = instance.memory();
        malloc = function("__wbindgen_malloc");
        free = function("__wbindgen_free");
        // Reserved once and kept: calls do not nest, so all of them can share it.
        returnArea = callInt(function("__wbindgen_add_to_stack_pointer"), -RETURN_AREA_SIZE);
    }

    /** A new instance with a memory of its own; the first one of a process loads the classes, about 0.1 s. */
    public static WasmInstance open() {
        return new WasmInstance();
    }

    /** The size of the module's memory in bytes. */
    public long memorySize() {
        return (long) memory.pages() * Memory.PAGE_SIZE;
    }

    /** How many objects the module holds on the host's side; none between two calls. */
    public int liveObjects() {
        return objects.size();
    }

    ExportFunction function(String name) {
        return instance.export(name);
    }

    static int callInt(ExportFunction function, long... arguments) {
        return (int) function.apply(arguments)[0];
    }

    static boolean callBoolean(ExportFunction function, long... arguments) {
        return function.apply(arguments)[0] != 0;
    }

    static long callLong(ExportFunction function, long... arguments) {
        return function.apply(arguments)[0];
    }

    /** Calls a function that returns nothing or a failure. */
    void callVoid(ExportFunction function, long... arguments) {
        function.apply(withReturnArea(arguments));
        if (returned(1) != 0) {
            throw failure(objects.take(returned(0)));
        }
    }

    /** Calls a constructor that returns an address or a failure. */
    int create(ExportFunction constructor, long... arguments) {
        constructor.apply(withReturnArea(arguments));
        if (returned(2) != 0) {
            throw failure(objects.take(returned(1)));
        }
        return returned(0);
    }

    /** Calls a function that returns a string, and frees the module's copy. */
    String callString(ExportFunction function, long... arguments) {
        function.apply(withReturnArea(arguments));
        int address = returned(0);
        int length = returned(1);
        String result = memory.readString(address, length, StandardCharsets.UTF_8);
        free.apply(address, length, BYTE_ALIGNMENT);
        return result;
    }

    /** Calls a function that returns a list of the module's objects; who gets the addresses frees them. */
    List<Integer> callPointers(ExportFunction function, long... arguments) {
        if (!(objects.take(callInt(function, arguments)) instanceof HostObject.Array(List<HostObject> elements))) {
            throw new IllegalStateException("iced-x86's module returned no list");
        }
        var addresses = new ArrayList<Integer>(elements.size());
        for (HostObject element : elements) {
            if (!(element instanceof HostObject.Pointer(int address))) {
                throw failure(element);
            }
            addresses.add(address);
        }
        return addresses;
    }

    /** A copy of some bytes in the module's memory, which the function that takes its address will free. */
    int allocate(byte[] bytes, int offset, int length) {
        int address = callInt(malloc, length, BYTE_ALIGNMENT);
        memory.write(address, bytes, offset, length);
        return address;
    }

    private long[] withReturnArea(long... arguments) {
        var all = new long[arguments.length + 1];
        all[0] = returnArea;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }

    /** Word {@code index} of the last result of several words. */
    private int returned(int index) {
        return memory.readInt(returnArea + Integer.BYTES * index);
    }

    private HostFunction[] imports() {
        return new HostFunction[] {
            imported("__wbindgen_object_drop_ref", 1, false, (_, a) -> {
                objects.take((int) a[0]);
                return NOTHING;
            }),
            imported(
                    "__wbg_new_3a66822ed076951c",
                    2,
                    true,
                    (self, a) -> handle(new HostObject.Failure(
                            self.memory().readString((int) a[0], (int) a[1], StandardCharsets.UTF_8)))),
            imported("__wbg_new_34c624469fb1d4fd", 0, true, (_, _) -> handle(new HostObject.Array(new ArrayList<>()))),
            imported("__wbg_push_906164999551d793", 2, true, (_, a) -> {
                if (!(objects.get((int) a[0]) instanceof HostObject.Array(List<HostObject> elements))) {
                    throw new IllegalStateException("iced-x86's module appends to something that is no list");
                }
                elements.add(objects.get((int) a[1]));
                return new long[] {elements.size()};
            }),
            imported("__wbg_usedregister_new", 1, true, (_, a) -> handle(new HostObject.Pointer((int) a[0]))),
            imported("__wbg_usedmemory_new", 1, true, (_, a) -> handle(new HostObject.Pointer((int) a[0]))),
            imported("__wbg_instruction_new", 1, true, (_, a) -> handle(new HostObject.Pointer((int) a[0]))),
            imported("__wbindgen_throw", 2, false, (self, a) -> {
                throw failure(new HostObject.Failure(
                        self.memory().readString((int) a[0], (int) a[1], StandardCharsets.UTF_8)));
            })
        };
    }

    private long[] handle(HostObject object) {
        return new long[] {objects.put(object)};
    }

    private static HostFunction imported(String name, int parameters, boolean returns, WasmFunctionHandle body) {
        var type = FunctionType.of(
                Collections.nCopies(parameters, ValType.I32), returns ? List.of(ValType.I32) : List.of());
        return new HostFunction(IMPORTS, name, type, body);
    }

    private static IllegalStateException failure(HostObject object) {
        return new IllegalStateException(
                object instanceof HostObject.Failure(String message)
                        ? "iced-x86: " + message
                        : "iced-x86's module returned an object of the wrong kind");
    }
}
