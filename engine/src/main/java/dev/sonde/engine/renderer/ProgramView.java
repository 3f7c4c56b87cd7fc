package dev.sonde.engine.renderer;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Renderers;
import dev.sonde.engine.value.Type;
import java.util.Optional;

/** What renderers may ask of the program around an object. */
public interface ProgramView {
    /** Its memory. */
    Optional<Memory> memory();

    /** The type of a name with all its scopes. */
    Optional<Type> type(String name);

    /** The function or variable that an address is in, as people read it. */
    Optional<String> symbol(long address);

    /** The class that an object with a vtable really is of. */
    Optional<Type> dynamicType(Type declared, long address);

    /** What other objects mean. */
    Renderers renderers();
}
