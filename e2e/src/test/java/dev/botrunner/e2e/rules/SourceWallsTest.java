package dev.botrunner.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A file and a method can be read at one sitting. */
class SourceWallsTest {

    private static final int FILE_LINES = 300;
    private static final int METHOD_LINES = 40;

    @Test
    void noSourceFileIsLongerThanTheWall() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : Repository.sources()) {
            int lines = Repository.lines(file).orElseThrow().size();
            if (lines > FILE_LINES) {
                tooLong.add(Repository.name(file) + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).as("files over %d lines", FILE_LINES).isEmpty();
    }

    @Test
    void noMethodIsLongerThanTheWall() {
        SourceTrees sources = SourceTrees.parse();
        List<String> tooLong = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            unit.accept(new Methods(sources, unit, tooLong), null);
        }
        assertThat(sources.units()).isNotEmpty();
        assertThat(tooLong).as("methods over %d lines", METHOD_LINES).isEmpty();
    }

    /** Measures methods, constructors and the initialiser blocks of classes. */
    private static final class Methods extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final SourceTrees sources;
        private final CompilationUnitTree unit;
        private final List<String> tooLong;

        Methods(SourceTrees sources, CompilationUnitTree unit, List<String> tooLong) {
            this.sources = sources;
            this.unit = unit;
            this.tooLong = tooLong;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            // Without its annotations: a table of cases may stand there.
            Tree first = Stream.of(method.getReturnType(), method.getBody(), method)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            measure(first, method, method.getName().toString());
            return super.visitMethod(method, null);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            for (Tree member : type.getMembers()) {
                if (member instanceof BlockTree) {
                    measure(member, member, "an initialiser");
                }
            }
            return super.visitClass(type, null);
        }

        private void measure(Tree from, Tree to, String name) {
            long first = line(sources.positions().getStartPosition(unit, from));
            long last = line(sources.positions().getEndPosition(unit, to));
            long lines = last - first + 1;
            if (lines > METHOD_LINES) {
                tooLong.add(SourceTrees.name(unit) + ":" + first + ": " + name + ", " + lines + " lines");
            }
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
