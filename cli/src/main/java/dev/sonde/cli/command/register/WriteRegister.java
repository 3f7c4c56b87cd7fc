package dev.sonde.cli.command.register;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.target.ChangedRegisters;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.x86_64.IntegerValue;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterFormat;
import dev.sonde.engine.x86_64.RegisterValue;
import java.util.List;

/** {@code register write NAME VALUE}. */
final class WriteRegister extends Command {
    WriteRegister() {
        super(Topic.ALTERNATIVES, "Change a register.");
    }

    @Override
    public String details() {
        return """
                Usage: register write NAME VALUE
                VALUE is an expression, or the bytes of a vector register: [0x01,0x02]. A value that is narrower than
                the register is widened: a number by its sign, a vector with zeros, a float to the x87 format.""";
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        String word = words.next();
        String name = word.startsWith("$") ? word.substring(1) : word;
        if (name.isEmpty() || words.isEmpty()) {
            throw new CommandException("Usage: register write NAME VALUE");
        }
        RegisterFile registers = RegisterListing.file(session);
        Register register =
                registers.table().find(name).orElseThrow(() -> new CommandException("Invalid register `" + name + "'"));
        RegisterValue value = words.rest().startsWith("[")
                ? bytes(session, words.rest())
                : convert(ValueTexts.evaluate(session, words.rest()), register);
        registers.write(register, value);
        ChangedRegisters.commit(session.target().selectedFrame());
    }

    private static RegisterValue bytes(Session session, String list) {
        if (!list.endsWith("]")) {
            throw new CommandException("A list of bytes ends with ].");
        }
        String[] parts = list.substring(1, list.length() - 1).split(",", -1);
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            Value part = ValueTexts.evaluate(session, parts[i].strip());
            if (!(part instanceof Value.Scalar scalar) || scalar.bits() < Byte.MIN_VALUE || scalar.bits() > 0xff) {
                throw new CommandException(parts[i].strip() + " is no byte.");
            }
            bytes[i] = (byte) scalar.bits();
        }
        return RegisterValue.of(bytes);
    }

    private static RegisterValue convert(Value value, Register register) {
        return switch (value) {
            case Value.Scalar scalar -> {
                boolean signed = Values.isSigned(scalar.type());
                yield signed
                        ? IntegerValue.signed(scalar.bits(), Long.BYTES)
                        : IntegerValue.unsigned(scalar.bits(), Long.BYTES);
            }
            case Value.Code code -> IntegerValue.unsigned(code.address(), Long.BYTES);
            case Value.Floating number ->
                register.format() == RegisterFormat.FLOAT80 ? number.extended() : RegisterValue.of(number.toDouble());
            case Value.WideInteger _, Value.Aggregate _ -> RegisterValue.of(Values.toBytes(value));
            case Value.Untyped _, Value.VoidValue _, Value.Unavailable _, Value.SyntheticPointer _ ->
                throw new CommandException("The value has no bits to write.");
        };
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return session.target().hasProcess()
                ? session.target().inferior().registerTable().names().toList()
                : List.of();
    }
}
