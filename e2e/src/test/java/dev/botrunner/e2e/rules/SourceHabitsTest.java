package dev.botrunner.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What no source does, tests included. */
class SourceHabitsTest {

    /** Spelled so that this file does not find itself. */
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final Pattern SKIPPED = Pattern.compile("@(Dis" + "abled|Ig" + "nore)\\b");

    @Test
    void nothingIsLeftForLaterAndNoTestIsSkipped() {
        List<String> found = new ArrayList<>();
        for (Path file : Repository.sources()) {
            List<String> lines = Repository.lines(file).orElseThrow();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (UNFINISHED.matcher(line).find() || SKIPPED.matcher(line).find()) {
                    found.add(Repository.name(file) + ":" + (i + 1) + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void nothingIsSynchronizedAndOnlyLoopsSleep() {
        SourceTrees sources = SourceTrees.parse();
        List<String> found = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            unit.accept(new Waiting(sources, unit, found), null);
        }
        assertThat(found).isEmpty();
    }

    private static final class Waiting extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final SourceTrees sources;
        private final CompilationUnitTree unit;
        private final List<String> found;

        Waiting(SourceTrees sources, CompilationUnitTree unit, List<String> found) {
            this.sources = sources;
            this.unit = unit;
            this.found = found;
        }

        @Override
        public @Nullable Void visitSynchronized(SynchronizedTree block, @Nullable Void nothing) {
            add(block, "a synchronized block: use a ReentrantLock");
            return super.visitSynchronized(block, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                add(method, "a synchronized method: use a ReentrantLock");
            }
            return super.visitMethod(method, null);
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void nothing) {
            if (select.toString().equals("Thread.sleep")
                    && !SourceTrees.name(unit).startsWith("core/src/main/java/dev/botrunner/loop/")) {
                add(select, "Thread.sleep: step the loop, move the ticker or await an event");
            }
            return super.visitMemberSelect(select, null);
        }

        private void add(Tree tree, String what) {
            long line = unit.getLineMap().getLineNumber(sources.positions().getStartPosition(unit, tree));
            found.add(SourceTrees.name(unit) + ":" + line + ": " + what);
        }
    }
}
