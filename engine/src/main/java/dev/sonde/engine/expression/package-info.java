/**
 * Expressions in C's syntax with gdb's extensions: read once into a tree, evaluated as often as needed.
 *
 * <p>What an expression may refer to (registers, memory, symbols, convenience variables, the value history) comes from
 * an {@link dev.sonde.engine.expression.ExpressionContext}, so the package does not know how a process is controlled
 * nor where symbols come from. Whatever is wrong with an expression is an
 * {@link dev.sonde.engine.expression.EvaluationException} that knows its place in the text.
 *
 * <pre>{@code
 * Expression condition = Expression.parse("$rdi == 0 && *(int *) $rsp > 5");
 * boolean stop = condition.isTrue(context);
 * }</pre>
 */
@NullMarked
package dev.sonde.engine.expression;

import org.jspecify.annotations.NullMarked;
