package dev.sonde.engine.value;

import java.util.Optional;

/** What has to be known of a program to write its objects. */
public interface ObjectModel {
    /** Knows nothing. */
    ObjectModel NONE = new ObjectModel() {
        @Override
        public Optional<Value> staticMember(String qualifiedName) {
            return Optional.empty();
        }

        @Override
        public Optional<DynamicObject> dynamicObject(Type type, long address) {
            return Optional.empty();
        }
    };

    /**
     * The class that an object really is of.
     *
     * @param type the class
     * @param address where the whole object starts
     */
    record DynamicObject(Type type, long address) {}

    /** The static member of this name, if it is defined anywhere. */
    Optional<Value> staticMember(String qualifiedName);

    /** What the vtable says of an object of {@code type}; empty if it has none, or says nothing that is known. */
    Optional<DynamicObject> dynamicObject(Type type, long address);
}
