package dev.sonde.engine.expression;

import dev.sonde.engine.value.Member;
import dev.sonde.engine.value.Method;
import dev.sonde.engine.value.ObjectModel;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * What names of the source mean at one place of the program: variables, functions, enumerators and types.
 *
 * <p>Names may have scopes ({@code A::b}, {@code ::b}), those of functions ({@code f::counter}) and of files ({@code
 * a.c::hidden}) too.
 */
public interface NameScope {
    /** What follows the name of a parameter to mean its value when its function was entered. */
    String ON_ENTRY = "@entry";

    /** Where there is no debugging information. */
    NameScope NONE = new NameScope() {};

    /**
     * A member function that was named without an object.
     *
     * @param owner the class
     */
    record ClassMethod(StructType owner, Method method) {}

    /**
     * A data member of a class that was named without an object.
     *
     * @param owner the class
     */
    record ClassMember(StructType owner, Member member) {}

    /**
     * A function that is no member with a {@code this}.
     *
     * @param name with its scopes
     * @param type what it takes and returns
     * @param code where it is
     */
    record NamedFunction(String name, Type.FunctionType type, Value.Code code) {}

    /**
     * The functions that a call of {@code name} may mean: those of the innermost scope that has any, and those of the namespaces
     * that the arguments' classes belong to (C++17 section 6.4.2).
     */
    default List<NamedFunction> functions(String name, List<Type> arguments) {
        return List.of();
    }

    /** The variable of a function's block, or its parameter; nothing that is declared outside of the function. */
    default Optional<Value> local(String name) {
        return Optional.empty();
    }

    /** The pointer to the object whose member function it is; empty elsewhere. */
    default Optional<Value> self() {
        return Optional.empty();
    }

    /**
     * The variable, function or enumerator of this name, the innermost first; also a member of what {@code this} points
     * to.
     *
     * @throws dev.sonde.engine.error.DebugException if there is one that cannot be evaluated
     */
    default Optional<Value> value(String name) {
        return Optional.empty();
    }

    /**
     * The type of this name.
     *
     * @param keyword {@code struct}, {@code union}, {@code enum}, {@code class}, or nothing for whichever
     */
    default Optional<Type> type(String keyword, String name) {
        return Optional.empty();
    }

    /** Whether a variable or function of the program itself, rather than one of a library, has a name that types may have. */
    default boolean hidesType(String name) {
        return value(name).isPresent();
    }

    /** The member function that a name such as {@code A::f} means, if it has a {@code this}. */
    default Optional<ClassMethod> classMethod(String name) {
        return Optional.empty();
    }

    /** The data member that a name such as {@code A::b} means, if it is one of each object. */
    default Optional<ClassMember> classMember(String name) {
        return Optional.empty();
    }

    /** Names that a user may have meant by one that does not exist, the nearest first. */
    default List<String> near(String name) {
        return List.of();
    }

    /** The language in whose notation values are written. */
    default SourceLanguage language() {
        return SourceLanguage.C;
    }

    /** What has to be known of the program to write its objects. */
    default ObjectModel objects() {
        return ObjectModel.NONE;
    }
}
