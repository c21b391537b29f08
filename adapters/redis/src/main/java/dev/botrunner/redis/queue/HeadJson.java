package dev.botrunner.redis.queue;

import static dev.botrunner.redis.queue.Fields.length;
import static dev.botrunner.redis.queue.Fields.putTime;
import static dev.botrunner.redis.queue.Fields.sorted;
import static dev.botrunner.redis.queue.Fields.time;

import dev.botrunner.session.About;
import dev.botrunner.session.BotName;
import dev.botrunner.session.EventCount;
import dev.botrunner.session.Json;
import dev.botrunner.session.JsonBuilder;
import dev.botrunner.session.Mailbox;
import dev.botrunner.session.Message;
import dev.botrunner.session.OnCrash;
import dev.botrunner.session.Progress;
import dev.botrunner.session.Room;
import dev.botrunner.session.SessionHead;
import dev.botrunner.session.SessionId;
import dev.botrunner.session.Tenant;
import dev.botrunner.session.Terms;
import dev.botrunner.session.Timeline;
import java.util.ArrayList;
import java.util.List;

/**
 * A head as it is stored. Equal heads are equal texts: the store compares texts. The version beside it grows when a
 * server of the version before could not act on what is written; a server reads its own and the one before.
 */
final class HeadJson {

    /** Of what this server writes. */
    static final int VERSION = 1;

    private HeadJson() {}

    static String text(SessionHead head) {
        JsonBuilder object = Json.obj()
                .put("id", head.id().value())
                .put("about", about(head.about()))
                .put("terms", terms(head.terms()))
                .put("progress", progress(head.progress()))
                .put("state", StateJson.write(head.state()));
        if (!head.mailbox().waiting().isEmpty()) {
            object.put("mail", mailbox(head.mailbox()));
        }
        if (!head.timeline().entries().isEmpty()) {
            object.put("timeline", timeline(head.timeline()));
        }
        return object.put("epoch", head.events().epoch())
                .put("events", head.events().last())
                .build()
                .text();
    }

    /** @throws UnreadableRecord it was not written by {@link #text} */
    static SessionHead read(String text) {
        Fields head = Fields.parse(text);
        try {
            return new SessionHead(
                    new SessionId(head.text("id")),
                    readAbout(head.at("about")),
                    readTerms(head.at("terms")),
                    readProgress(head.at("progress")),
                    StateJson.read(head.at("state")),
                    readMailbox(head),
                    readTimeline(head),
                    new EventCount(head.text("epoch"), head.number("events")));
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecord("a value is out of its range");
        }
    }

    private static Json.Obj about(About about) {
        JsonBuilder object = Json.obj()
                .put("tenant", about.tenant().name())
                .put("bot", about.bot().name())
                .put("url", about.room().url());
        if (!about.room().key().equals(about.room().url())) {
            object.put("key", about.room().key());
        }
        if (!about.labels().isEmpty()) {
            object.put("labels", sorted(about.labels()));
        }
        return object.put("created", time(about.createdAt()))
                .put("priority", about.priority())
                .build();
    }

    private static About readAbout(Fields about) {
        String url = about.text("url");
        return new About(
                new Tenant(about.text("tenant")),
                new BotName(about.text("bot")),
                new Room(url, about.optionalText("key").orElse(url)),
                about.texts("labels"),
                about.time("created"),
                about.count("priority"));
    }

    static Json.Obj terms(Terms terms) {
        return Json.obj()
                .put("attempts", terms.attempts())
                .put("start", length(terms.startDeadline()))
                .put("most", length(terms.maxDuration()))
                .put("bye", length(terms.goodBye()))
                .put("crash", terms.onCrash().name())
                .build();
    }

    static Terms readTerms(Fields terms) {
        return new Terms(
                terms.count("attempts"),
                terms.length("start"),
                terms.length("most"),
                terms.length("bye"),
                terms.word("crash", OnCrash.class));
    }

    private static Json.Obj progress(Progress progress) {
        JsonBuilder object = Json.obj()
                .put("attempt", progress.attempt())
                .put("tried", progress.tried())
                .put("from", progress.budgetFrom())
                .put("claims", progress.claims())
                .put("relaunches", progress.relaunches())
                .put("deadline", time(progress.startDeadline()));
        putTime(object, "joined", progress.firstJoined());
        return object.build();
    }

    private static Progress readProgress(Fields progress) {
        return new Progress(
                progress.count("attempt"),
                progress.count("tried"),
                progress.count("from"),
                progress.number("claims"),
                progress.count("relaunches"),
                progress.time("deadline"),
                progress.optionalTime("joined"));
    }

    private static Json.Arr mailbox(Mailbox mailbox) {
        List<Json> messages = new ArrayList<>();
        for (Message message : mailbox.waiting()) {
            messages.add(Json.obj()
                    .put("id", message.id())
                    .put("type", message.type())
                    .put("data", message.data())
                    .build());
        }
        return Json.arr(messages);
    }

    private static Mailbox readMailbox(Fields head) {
        List<Message> messages = new ArrayList<>();
        for (Fields message : head.list("mail")) {
            messages.add(new Message(
                    message.text("id"), message.text("type"), message.at("data").object()));
        }
        return messages.isEmpty() ? Mailbox.EMPTY : new Mailbox(messages);
    }

    private static Json.Arr timeline(Timeline timeline) {
        List<Json> entries = new ArrayList<>();
        for (Timeline.Entry entry : timeline.entries()) {
            entries.add(Json.arr(Json.str(entry.phase()), Json.num(entry.attempt()), time(entry.at())));
        }
        return Json.arr(entries);
    }

    private static Timeline readTimeline(Fields head) {
        List<Timeline.Entry> entries = new ArrayList<>();
        for (Json item : head.object().itemsAt("timeline").orElse(List.of())) {
            List<Json> entry = item.asItems().orElse(List.of());
            if (entry.size() != 3) {
                throw new UnreadableRecord("the timeline is not in threes");
            }
            Fields named = new Fields(Json.obj()
                    .put("phase", entry.get(0))
                    .put("attempt", entry.get(1))
                    .put("at", entry.get(2))
                    .build());
            entries.add(new Timeline.Entry(named.text("phase"), named.count("attempt"), named.time("at")));
        }
        return entries.isEmpty() ? Timeline.EMPTY : new Timeline(entries);
    }
}
