package dev.botrunner.cli;

import picocli.CommandLine.Command;

/** The program itself, without a command. */
@Command(
        name = "botrunner",
        description = "The bot runner: sends bots into rooms, one process each, and tells what becomes of them.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        footer = {
            "",
            "Try it:",
            "  botrunner dev                                        everything on this machine, in one command",
            "  botrunner join https://rooms.example/a --watch       sends a bot and follows it",
            "  botrunner COMMAND --help                             what a command takes"
        })
final class Botrunner {}
