package dev.botrunner.runner.child;

import dev.botrunner.session.DependencyException;
import dev.botrunner.session.ErrorCode;
import dev.botrunner.session.Failure;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary folders of a worker's children, one each, so that whatever a child that was killed has left there goes
 * with it. What dead workers and their dead children have left goes when the next worker starts: who lives holds a {@link
 * FolderLock}, which ends with its process however that ends. For any number of threads.
 */
final class ChildFolders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChildFolders.class);
    private static final String PREFIX = "botrunner-work-";

    private final Path temporary;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Held> held = Optional.empty();

    private record Held(Path folder, FolderLock lock) {}

    /** @param temporary where the system keeps temporary files */
    ChildFolders(Path temporary) {
        this.temporary = temporary;
    }

    static ChildFolders ofTheSystem() {
        return new ChildFolders(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @throws DependencyException it cannot be made */
    Path fresh() {
        try {
            return Files.createTempDirectory(own(), "");
        } catch (IOException e) {
            throw new DependencyException(
                    new Failure(
                            ErrorCode.LAUNCHER_UNAVAILABLE,
                            "No temporary folder can be made for a runner in " + temporary + ": " + e.getMessage()),
                    e);
        }
    }

    private Path own() throws IOException {
        lock.lock();
        try {
            if (held.isEmpty()) {
                Path folder = Files.createTempDirectory(temporary, PREFIX);
                FolderLock mine = FolderLock.take(folder)
                        .orElseThrow(() -> new IOException("Somebody else has locked " + folder));
                held = Optional.of(new Held(folder, mine));
            }
            return held.get().folder();
        } finally {
            lock.unlock();
        }
    }

    /** With all that is in it. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .setMessage("What a runner has left in its temporary folder could not be removed")
                    .addKeyValue("folder", folder)
                    .addKeyValue("why", e.toString())
                    .log();
        }
    }

    /** Removes what dead workers have left; what a living runner uses stays. Best effort. */
    void sweep() {
        List<Path> others;
        try {
            others = others(own());
        } catch (IOException e) {
            LOG.atWarn()
                    .setMessage("Temporary files of dead workers are not looked for")
                    .addKeyValue("folder", temporary)
                    .addKeyValue("why", e.toString())
                    .log();
            return;
        }
        for (Path folder : others) {
            Optional<FolderLock> dead = FolderLock.take(folder);
            if (dead.isPresent()) {
                children(folder).forEach(ChildFolders::removeDead);
                removeIfEmpty(folder, dead.get());
            }
        }
    }

    private static void removeDead(Path child) {
        Optional<FolderLock> dead = FolderLock.take(child);
        if (dead.isPresent()) {
            dead.get().close();
            remove(child);
        }
    }

    private static void removeIfEmpty(Path folder, FolderLock lock) {
        lock.close();
        try {
            if (children(folder).isEmpty()) {
                Files.deleteIfExists(FolderLock.file(folder));
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException inUse) {
            // the next one tries again
        } catch (IOException e) {
            LOG.atDebug()
                    .setMessage("A folder of a dead worker stays")
                    .addKeyValue("folder", folder)
                    .setCause(e)
                    .log();
        }
    }

    /**
     * Those of this user only: another's may be named to lead us astray. Never our own: to open a locked file again and
     * close it lets go of the lock.
     */
    private List<Path> others(Path own) throws IOException {
        UserPrincipal me = Files.getOwner(own);
        return folders(temporary, PREFIX + "*").stream()
                .filter(folder -> !folder.equals(own) && isOf(me, folder))
                .toList();
    }

    private static boolean isOf(UserPrincipal user, Path folder) {
        try {
            return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user);
        } catch (IOException gone) {
            return false;
        }
    }

    private static List<Path> children(Path folder) {
        return folders(folder, "*");
    }

    private static List<Path> folders(Path parent, String names) {
        var folders = new ArrayList<Path>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, names)) {
            for (Path path : all) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(path);
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            LOG.atDebug()
                    .setMessage("A folder cannot be listed any more")
                    .setCause(gone)
                    .log();
        }
        return folders;
    }

    /** Lets go of the worker's own folder; what children that live on still use stays for a later {@link #sweep}. */
    @Override
    public void close() {
        lock.lock();
        try {
            held.ifPresent(mine -> removeIfEmpty(mine.folder(), mine.lock()));
            held = Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
