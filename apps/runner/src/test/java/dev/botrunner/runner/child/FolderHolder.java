package dev.botrunner.runner.child;

import java.io.IOException;
import java.nio.file.Path;

/** A process that uses temporary folders as a worker or a child does, until it is killed or its input ends. */
final class FolderHolder {

    private FolderHolder() {}

    public static void main(String[] words) throws IOException {
        Path folder = Path.of(words[1]);
        if (words[0].equals("worker")) {
            System.out.println(new ChildFolders(folder).fresh());
        } else {
            System.out.println(FolderLock.take(folder).isPresent());
        }
        while (System.in.read() >= 0) {}
    }
}
