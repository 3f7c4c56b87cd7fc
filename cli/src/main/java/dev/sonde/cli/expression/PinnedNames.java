package dev.sonde.cli.expression;

import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.ObjectModel;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Names that go on meaning what they meant when they were looked up first, wherever the program is by then: variables stay
 * at their addresses. What is in a register is looked up anew each time.
 */
final class PinnedNames implements NameScope {
    private final Map<String, Value> pins = new TreeMap<>();
    private Supplier<NameScope> names = () -> NameScope.NONE;
    private Optional<Memory> memory = Optional.empty();
    private boolean inRegisters;

    /** From now on new names are looked up in {@code newNames}, and variables read from {@code newMemory}. */
    void use(Supplier<NameScope> newNames, Optional<Memory> newMemory) {
        names = newNames;
        memory = newMemory;
    }

    /** The names that were looked up. */
    Set<String> known() {
        return pins.keySet();
    }

    /** Forgets what names meant. */
    void forget() {
        pins.clear();
    }

    /** Whether a name was found that means something in a register. */
    boolean isInRegisters() {
        return inRegisters;
    }

    @Override
    public Optional<Value> value(String name) {
        Value pinned = pins.get(name);
        if (pinned == null) {
            Optional<Value> found = names.get().value(name);
            if (found.isEmpty()) {
                return found;
            }
            pinned = found.get();
            if (isInRegister(pinned.place())) {
                inRegisters = true;
                return found;
            }
            pins.put(name, pinned);
        }
        return Optional.of(
                pinned.place() instanceof Place.InMemory(long address)
                        ? Values.load(memory, pinned.type(), address)
                        : pinned);
    }

    private static boolean isInRegister(Place place) {
        return switch (place) {
            case Place.InRegister _ -> true;
            case Place.Bits(Place whole, int _, int _) -> isInRegister(whole);
            case Place.Pieces(List<Place.Part> parts) -> parts.stream().anyMatch(part -> isInRegister(part.place()));
            case Place.InMemory _, Place.InVariable _, Place.Nowhere _ -> false;
        };
    }

    @Override
    public Optional<Type> type(String keyword, String name) {
        return names.get().type(keyword, name);
    }

    @Override
    public boolean hidesType(String name) {
        return names.get().hidesType(name);
    }

    @Override
    public Optional<ClassMethod> classMethod(String name) {
        return names.get().classMethod(name);
    }

    @Override
    public Optional<ClassMember> classMember(String name) {
        return names.get().classMember(name);
    }

    @Override
    public List<String> near(String name) {
        return names.get().near(name);
    }

    @Override
    public SourceLanguage language() {
        return names.get().language();
    }

    @Override
    public ObjectModel objects() {
        return names.get().objects();
    }
}
