package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.model.HttpModelClient;
import dev.botrunner.bot.chat.model.ModelCall;
import dev.botrunner.bot.chat.model.ModelClient;
import dev.botrunner.bot.chat.model.ModelEvent;
import dev.botrunner.bot.chat.model.ModelRequest;
import dev.botrunner.bot.chat.settings.ChatSettings;
import dev.botrunner.loop.Ticker;
import dev.botrunner.publish.Author;
import dev.botrunner.publish.LocalBus;
import dev.botrunner.room.Participant;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.Utterance;
import dev.botrunner.run.BotVariables;
import dev.botrunner.session.Assignment;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Persona;
import dev.botrunner.session.Room;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.SessionSpec;
import dev.botrunner.session.Supply;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A short conversation with nobody, in a process that waits for its session: afterwards all classes are loaded. A model
 * that the process's own variables name is connected to, and not asked anything.
 */
final class Rehearsal {

    private static final int ROUNDS = 3;
    private static final Participant NOBODY = new Participant("p1", "nobody", "Nobody", false, false, Optional.empty());
    private static final Duration HOUR = Duration.ofHours(1);

    private Rehearsal() {}

    static void run(BotVariables variables) {
        Assignment assignment = assignment();
        if (ChatSettings.read(assignment, variables) instanceof ChatSettings.Reading.Good(ChatSettings settings)) {
            for (int i = 0; i < ROUNDS; i++) {
                converse(settings, assignment);
            }
            settings.model().ifPresent(address -> {
                try (var client = new HttpModelClient(address)) {
                    client.warm();
                }
            });
        }
    }

    private static void converse(ChatSettings settings, Assignment assignment) {
        var spec = assignment.spec();
        var author = new Author(spec.id(), 1, spec.tenant(), spec.bot(), Optional.empty());
        var setting = new Assembly.Setting(
                new LocalBus(author, Ticker.system(), new SplittableRandom(1)), HOUR, Ticker.system());
        var happenings = new Happenings();
        var minds = new Assembly.Minds(Optional.of(new Agreeing()), happenings);
        Host host = Assembly.of(settings, setting, new EmptyRoom(), minds);
        host.enter(List.of(NOBODY));
        host.look(0);
        happenings.accept(new Happening.Heard(new RoomEvent.Said(NOBODY, "Hello?", false)));
        for (Optional<Happening> next = happenings.now(); next.isPresent(); next = happenings.now()) {
            host.on(next.get(), 1);
            host.look(1);
        }
        host.on(new Happening.Told(new Message("m1", "end", Json.Obj.EMPTY)), 2);
    }

    private static Assignment assignment() {
        var spec = new SessionSpec(
                new SessionId("00000000000000000000000000"),
                Tenant.DEFAULT,
                new BotName("chat"),
                Room.ofKey("https://rehearsal.invalid/"),
                Persona.NONE,
                Optional.empty(),
                Map.of(),
                Supply.NONE,
                new Terms(1, HOUR, HOUR, HOUR, OnCrash.END),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Assignment(spec, 1, Optional.empty(), Map.of(), HOUR);
    }

    /** Says yes to everything. */
    private static final class Agreeing implements ModelClient {

        @Override
        public ModelCall ask(ModelRequest request, Consumer<ModelEvent> ear) {
            ear.accept(new ModelEvent.Text("Yes."));
            ear.accept(new ModelEvent.Done("stop", Optional.empty()));
            return () -> {};
        }

        @Override
        public void warm() {}
    }

    /** Nobody hears what is said here. */
    private static final class EmptyRoom implements RoomStay, Utterance {

        @Override
        public Utterance speak() {
            return this;
        }

        @Override
        public void typing(boolean on) {}

        @Override
        public List<Participant> roster() {
            return List.of(NOBODY);
        }

        @Override
        public void leave(String reason) {}

        @Override
        public boolean append(String text) {
            return true;
        }

        @Override
        public void end() {}

        @Override
        public void cancel() {}
    }
}
