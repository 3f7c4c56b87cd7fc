/**
 * What {@code set} changes and {@code show} shows: named settings, each of a type that checks its values.
 *
 * <p>Knows nothing of commands. Whoever needs a setting reads it from {@link dev.sonde.cli.setting.Settings} by its
 * constant.
 *
 * {@snippet :
 * settings.setting("confirm").orElseThrow().set("off");
 * settings.is(Settings.CONFIRM); // false
 * }
 */
@NullMarked
package dev.sonde.cli.setting;

import org.jspecify.annotations.NullMarked;
