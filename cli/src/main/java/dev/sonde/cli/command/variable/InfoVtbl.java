package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.SymbolNames;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.cli.setting.Settings;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.value.VirtualTables;
import java.util.List;

/** {@code info vtbl EXPRESSION}. */
final class InfoVtbl extends Command {
    InfoVtbl() {
        super(Topic.DATA, "Show the virtual function tables of an object.");
    }

    @Override
    public String details() {
        return """
                Usage: info vtbl EXPRESSION
                EXPRESSION is an object of a C++ class, or points to one. With "set print object on", the tables
                are those of the whole object.""";
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (expression to compute).");
        }
        ExpressionContext context = Expressions.of(session).context();
        Value value = ValueTexts.evaluate(session, arguments);
        if (value instanceof Value.Scalar(Type type, long address, var _)) {
            Type target = switch (type.unqualified()) {
                case Type.PointerType(Type pointed) -> pointed;
                case Type.ReferenceType(Type referred, boolean _) -> referred;
                default -> type;
            };
            if (target.unqualified() instanceof Type.VoidType) {
                throw new CommandException("Attempt to dereference a generic pointer.");
            }
            value = target.equals(type) ? value : Values.load(context.memory(), target, address);
        }
        if (session.settings().is(Settings.PRINT_OBJECT)
                && value.place() instanceof dev.sonde.engine.value.Place.InMemory(long address)) {
            Value declared = value;
            value = context.names()
                    .objects()
                    .dynamicObject(value.type(), address)
                    .map(object -> Values.load(context.memory(), object.type(), object.address()))
                    .orElse(declared);
        }
        boolean dynamic = value instanceof Aggregate object
                && object.type().unqualified() instanceof StructType struct
                && VirtualTables.isDynamic(struct);
        if (!dynamic) {
            session.console().println("This object does not have a virtual function table");
            return;
        }
        show(session, context, VirtualTables.of((Aggregate) value, context.memory()));
    }

    private static void show(Session session, ExpressionContext context, List<VirtualTables.Table> tables) {
        Memory memory = context.memory()
                .orElseThrow(() -> new CommandException("You can't do that without a process to debug."));
        SymbolNames symbols = new SymbolNames(session);
        boolean first = true;
        for (VirtualTables.Table table : tables) {
            if (!first) {
                session.console().println("");
            }
            first = false;
            long start = memory.readLong(table.object());
            session.console()
                    .println("vtable for '" + table.type().name() + "' @ 0x" + Long.toHexString(start)
                            + " (subobject @ 0x" + Long.toHexString(table.object()) + "):");
            for (int i = 0; i < table.functions(); i++) {
                String text;
                try {
                    long function = memory.readLong(start + (long) i * Long.BYTES);
                    text = "0x" + Long.toHexString(function) + " "
                            + symbols.readable().text(function);
                } catch (MemoryFaultException e) {
                    text = "<error: " + e.getMessage() + ">";
                }
                session.console().println("[" + i + "]: " + text.stripTrailing());
            }
        }
    }
}
