package dev.botrunner.runner.bots;

import dev.botrunner.files.BotsFile;
import dev.botrunner.files.WatchedFile;
import dev.botrunner.loop.LoopRunner;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.BotName;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The bots that a worker asks for: as its bots file names them now, which is read again within ten seconds of a change. A
 * file that was not there at the start is not looked for. For any number of threads.
 */
public final class LiveNames implements Supplier<Set<BotName>>, AutoCloseable {

    private final Optional<WatchedFile<BotsFile>> file;
    private Optional<LoopRunner> watching = Optional.empty();
    private final Predicate<BotName> wanted;
    private volatile Known known;

    /** @param from the version of the file that they were read from */
    private record Known(Optional<BotsFile> from, Set<BotName> names) {}

    /** Looks at the file once; see {@link #look}. */
    LiveNames(BotShelf shelf, Predicate<BotName> wanted) {
        this.file = shelf.path().map(path -> WatchedFile.open(path, BotsFile::parse));
        this.wanted = wanted;
        this.known = read(now());
    }

    /**
     * @param wanted which of them to ask for
     * @throws dev.botrunner.files.FaultyFile the file is faulty by now
     */
    public static LiveNames of(BotShelf shelf, Predicate<BotName> wanted) {
        var names = new LiveNames(shelf, wanted);
        names.watching = names.file.map(watched -> LoopRunner.start(watched, WatchedFile.PACE, Ticker.system()));
        return names;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a file that was read anew is another object
    public Set<BotName> get() {
        Optional<BotsFile> now = now();
        Known last = known;
        boolean same = now.isPresent() == last.from().isPresent()
                && (now.isEmpty() || now.get() == last.from().get());
        if (!same) {
            last = read(now);
            known = last;
        }
        return last.names();
    }

    /** Looks at the file again, for who does it without {@link #of}. */
    void look() {
        file.ifPresent(WatchedFile::step);
    }

    /** The longest good-bye of any bot of the file. */
    public Optional<Duration> longestGoodBye() {
        return now().flatMap(bots -> bots.profiles().all().stream()
                .map(profile -> profile.terms().goodBye())
                .max(Duration::compareTo));
    }

    private Optional<BotsFile> now() {
        return file.map(WatchedFile::get);
    }

    private Known read(Optional<BotsFile> from) {
        return new Known(from, BotShelf.names(from).stream().filter(wanted).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public void close() {
        watching.ifPresent(LoopRunner::close);
    }
}
