package dev.sonde.engine.variable;

/**
 * A function, a variable or a type as its definition declares it.
 *
 * @param file the source file as users know it; empty if unknown
 * @param line of the name, from 1; 0 if unknown
 * @param name the name with its scopes; that of a function in C++ with its parameters, too
 * @param text the declaration as the language writes it, without a semicolon
 * @param isStatic whether only its own unit knows it
 */
public record Declaration(String file, long line, String name, String text, boolean isStatic) {}
