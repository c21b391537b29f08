package dev.botrunner.e2e.rules;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Every source of the repository as the compiler parses it; nothing is resolved.
 *
 * @param units one for each file
 * @param positions where their parts stand
 */
record SourceTrees(List<CompilationUnitTree> units, SourcePositions positions) {

    static SourceTrees parse() {
        JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "these tests need a JDK");
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(Repository.sources()));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            return new SourceTrees(units, Trees.instance(task).getSourcePositions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(CompilationUnitTree unit) {
        return Repository.name(Path.of(unit.getSourceFile().toUri()));
    }
}
