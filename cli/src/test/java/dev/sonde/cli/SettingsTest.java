package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.cli.setting.Setting;
import dev.sonde.cli.setting.Settings;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final Settings settings = new Settings();

    @Test
    void flags() {
        Setting confirm = settings.setting(Settings.CONFIRM);
        confirm.set("off");
        assertThat(settings.is(Settings.CONFIRM)).isFalse();
        confirm.set("");
        assertThat(confirm.shown()).isEqualTo("Whether to confirm potentially dangerous operations is on.");
        assertThatThrownBy(() -> confirm.set("maybe")).hasMessage("\"on\" or \"off\" expected.");
    }

    @Test
    void limits() {
        Setting height = settings.setting(Settings.HEIGHT);
        height.set("0x10");
        assertThat(settings.limit(Settings.HEIGHT)).isEqualTo(16);
        height.set("unl");
        assertThat(height.text()).isEqualTo("unlimited");
        assertThatThrownBy(() -> height.set("-1")).hasMessage("integer -1 out of range");
        assertThatThrownBy(() -> height.set("x")).hasMessage("Invalid number \"x\".");
        assertThatThrownBy(() -> height.set("")).hasMessageStartingWith("Argument required");
    }

    @Test
    void choices() {
        Setting flavor = settings.setting(Settings.DISASSEMBLY_FLAVOR);
        flavor.set("i");
        assertThat(flavor.shown()).isEqualTo("The disassembly flavor is \"intel\".");
        assertThatThrownBy(() -> flavor.set("masm")).hasMessage("Undefined item: \"masm\".");
        assertThatThrownBy(() -> flavor.set("")).hasMessageStartingWith("Requires an argument.");
    }

    @Test
    void changesAreToldOf() {
        StringBuilder seen = new StringBuilder();
        Setting prompt = settings.setting(Settings.PROMPT);
        prompt.onChange(() -> seen.append(prompt.text()));
        prompt.set(">");
        assertThat(seen).hasToString("(sonde) >");
    }
}
