package dev.botrunner.bot.chat;

import dev.botrunner.bot.chat.settings.ChatSettings;
import dev.botrunner.publish.Envelope;
import dev.botrunner.room.RoomEntry;
import dev.botrunner.room.RoomEvent;
import dev.botrunner.room.RoomStay;
import dev.botrunner.room.memory.Guest;
import dev.botrunner.room.memory.MemoryPerson;
import dev.botrunner.room.memory.MemoryRoom;
import dev.botrunner.room.memory.MemoryRooms;
import dev.botrunner.room.memory.Spoken;
import dev.botrunner.run.BotVariables;
import dev.botrunner.run.EndOrder;
import dev.botrunner.session.Json;
import dev.botrunner.session.Message;
import dev.botrunner.session.Persona;
import dev.botrunner.session.RunnerEnd;
import dev.botrunner.testkit.ManualTicker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A room with the bot in it, in one thread and with a clock that the test moves. */
final class Stage {

    static final String ROOM = "https://rooms.example/stage";

    final ManualTicker ticker = new ManualTicker();
    final MemoryRooms rooms = new MemoryRooms();
    final MemoryRoom room = rooms.room(ROOM);
    final ScriptedModel model = new ScriptedModel();
    final TwinContext context;
    private final ChatSettings settings;
    private final boolean withModel;
    private final Deque<Happening> waiting = new ArrayDeque<>();
    private Optional<Host> host = Optional.empty();
    private long entered;
    private int messages;

    private Stage(Persona persona, boolean withModel) {
        context = new TwinContext(persona, ROOM, Map.of(), ticker);
        settings = ((ChatSettings.Reading.Good) ChatSettings.read(context.assignment(), BotVariables.NONE)).settings();
        this.withModel = withModel;
    }

    static Stage of(Casting casting) {
        return new Stage(casting.persona(), casting.model());
    }

    /** With a model, and all else as it usually is. */
    static Stage usual() {
        return of(Casting.USUAL);
    }

    /** With the bot in, and one person who was greeted. */
    static Stage withAda() {
        Stage stage = usual();
        stage.enter();
        stage.comes("Ada");
        stage.pass(Duration.ofSeconds(2));
        return stage;
    }

    Stage enter() {
        RoomEntry entry = RoomEntry.ofBot(
                ROOM,
                Optional.empty(),
                TwinContext.SESSION,
                settings.personality().name());
        RoomStay stay = rooms.enter(entry, event -> waiting.add(new Happening.Heard(event)));
        entered = ticker.nanos();
        var minds = new Assembly.Minds(withModel ? Optional.of(model) : Optional.empty(), waiting::add);
        var setting = new Assembly.Setting(context.events(), TwinContext.MAXIMUM, ticker);
        Host made = Assembly.of(settings, setting, stay, minds);
        host = Optional.of(made);
        made.enter(stay.roster());
        settle();
        return this;
    }

    MemoryPerson comes(String name) {
        return comes(Guest.named(name));
    }

    MemoryPerson comes(Guest guest) {
        MemoryPerson person = room.join(guest);
        settle();
        return person;
    }

    void says(MemoryPerson person, String text) {
        person.say(text);
        settle();
    }

    void leaves(MemoryPerson person) {
        person.leave("left");
        settle();
    }

    /** Something that no room in memory does. */
    void hears(RoomEvent event) {
        waiting.add(new Happening.Heard(event));
        settle();
    }

    /** A message from outside. Its id. */
    String told(String type, Json.Obj data) {
        String id = "m" + ++messages;
        waiting.add(new Happening.Told(new Message(id, type, data)));
        settle();
        return id;
    }

    String told(String type, String text) {
        return told(type, Json.obj().put("text", text).build());
    }

    void ordered(String reason) {
        waiting.add(new Happening.Ordered(new EndOrder(reason, Duration.ofSeconds(20))));
        settle();
    }

    void orderedAtOnce(String reason) {
        waiting.add(new Happening.Ordered(new EndOrder(reason, Duration.ZERO)));
        settle();
    }

    /** Acts upon all that has happened, and upon what is due. */
    void settle() {
        if (host.isEmpty()) {
            return;
        }
        do {
            for (Happening next = waiting.poll(); next != null; next = waiting.poll()) {
                host.get().on(next, now());
            }
            host.get().look(now());
        } while (!waiting.isEmpty());
    }

    /** Time goes by; what is due on the way is done when it is due. */
    void pass(Duration time) {
        long until = now() + time.toNanos();
        for (long due = due(); due <= until && end().isEmpty(); due = due()) {
            ticker.advance(Duration.ofNanos(Math.max(0, due - now())));
            settle();
        }
        ticker.advance(Duration.ofNanos(until - now()));
        settle();
    }

    private long due() {
        return host.orElseThrow().due();
    }

    private long now() {
        return ticker.nanos() - entered;
    }

    Optional<RunnerEnd> end() {
        return host.orElseThrow().end();
    }

    String reason() {
        return end().map(RunnerEnd::reason).orElse("none");
    }

    /** What the bot has said, in order. */
    List<String> said() {
        return room.spokenBy(TwinContext.IDENTITY).stream().map(Spoken::text).toList();
    }

    Spoken lastSaid() {
        return room.spokenBy(TwinContext.IDENTITY).getLast();
    }

    List<Json.Obj> events(String type) {
        List<Json.Obj> data = new ArrayList<>();
        for (Envelope event : context.events.events()) {
            if (event.type().equals(type)) {
                data.add(event.data().asObj().orElseThrow());
            }
        }
        return data;
    }

    List<String> eventTypes() {
        return context.events.events().stream().map(Envelope::type).toList();
    }

    boolean isTyping() {
        return room.isTyping(TwinContext.IDENTITY);
    }
}
