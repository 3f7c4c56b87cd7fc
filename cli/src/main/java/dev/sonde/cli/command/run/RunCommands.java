package dev.sonde.cli.command.run;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandGroup;
import dev.sonde.engine.target.LineStep;
import java.util.List;

/** The commands of this package. */
public final class RunCommands implements CommandGroup {
    @Override
    public List<String> names() {
        return List.of(
                "run,r",
                "start",
                "starti",
                "continue,c,fg",
                "stepi,si",
                "nexti,ni",
                "step,s",
                "next,n",
                "until,u",
                "advance",
                "jump,j",
                "interrupt",
                "attach",
                "detach",
                "kill,k",
                "info program");
    }

    @Override
    public Command command(String name) {
        return switch (name) {
            case "run" -> new Run();
            case "start" -> new Start();
            case "starti" -> new Starti();
            case "continue" -> new Continue();
            case "stepi" ->
                new Step(
                        name,
                        "Execute one instruction.",
                        (execution, count) -> execution.stepInstructions(count, false));
            case "nexti" ->
                new Step(
                        name,
                        "Execute one instruction, and the whole of a call.",
                        (execution, count) -> execution.stepInstructions(count, true));
            case "step" ->
                new Step(
                        name,
                        "Go on to another line of the source, perhaps in a function that is called.",
                        (execution, count) -> execution.step(count, LineStep.INTO));
            case "next" ->
                new Step(
                        name,
                        "Go on to the next line of the source, over the functions that are called.",
                        (execution, count) -> execution.step(count, LineStep.OVER));
            case "until" -> Until.inFrame();
            case "advance" -> Until.anywhere();
            case "jump" -> new Jump();
            case "interrupt" -> new Interrupt();
            case "attach" -> new Attach();
            case "detach" -> new Detach();
            case "kill" -> new Kill();
            case "info program" -> new InfoProgram();
            default -> throw new IllegalArgumentException("no command here is called " + name);
        };
    }
}
