package dev.botrunner.runner.image;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Names the code that an AOT cache was made of: of each jar, in the order of the class path, its checksum, its size and its
 * name. It guards against mistakes and not against attackers: whoever may change the jars may change the cache, too. A
 * cryptographic hash would take longer than all that the cache saves.
 */
public final class JarKey {

    private static final int BUFFER = 1 << 16;

    private JarKey() {}

    /** Prints the key of this process's class path: what the build keeps beside the cache. */
    public static void main(String[] words) throws IOException {
        System.out.print(of(classPath()));
    }

    /** The jars of this process, in their order. */
    public static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    /** A line for each; where the jars lie does not count. */
    public static String of(List<Path> jars) throws IOException {
        var key = new StringBuilder();
        byte[] buffer = new byte[BUFFER];
        for (Path jar : jars) {
            var sum = new CRC32();
            long size = 0;
            try (InputStream in = Files.newInputStream(jar)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    sum.update(buffer, 0, n);
                    size += n;
                }
            }
            key.append(Long.toHexString(sum.getValue()))
                    .append(' ')
                    .append(size)
                    .append(' ')
                    .append(jar.getFileName())
                    .append('\n');
        }
        return key.toString();
    }
}
