/**
 * DWARF expressions: decoding their operations, and evaluating them to a {@link
 * dev.sonde.debuginfo.dwarf.expression.Location}.
 *
 * <p>An expression asks its {@link dev.sonde.debuginfo.dwarf.expression.EvaluationContext} for registers, memory and
 * other entries, so this package knows nothing of processes, threads or frames:
 *
 * {@snippet :
 * Expression expression = Expression.of(bytes, unit.encoding());
 * System.out.println(expression); // DW_OP_fbreg -24; DW_OP_deref
 * switch (Evaluator.evaluate(expression, context)) {
 *     case Location.Memory memory -> read(memory.address());
 *     case Location.OptimizedOut _ -> System.out.println("<optimized out>");
 *     default -> ...
 * }
 * }
 */
@NullMarked
package dev.sonde.debuginfo.dwarf.expression;

import org.jspecify.annotations.NullMarked;
