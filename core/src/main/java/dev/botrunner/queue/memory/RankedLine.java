package dev.botrunner.queue.memory;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns in order that know their rank: a treap whose nodes count what is below them, so that every call costs the
 * logarithm of its length. The heap order comes from the ids, which are random enough, so a run can be repeated.
 */
final class RankedLine {

    private @Nullable Node root;

    private static final class Node {
        private final Turn turn;
        private final int heap;
        private int size = 1;
        private @Nullable Node left;
        private @Nullable Node right;

        private Node(Turn turn) {
            this.turn = turn;
            int mixed = turn.id().value().hashCode() * 0x9E3779B9;
            heap = mixed ^ mixed >>> 15;
        }

        private Node counted() {
            size = 1 + size(left) + size(right);
            return this;
        }
    }

    int size() {
        return size(root);
    }

    boolean isEmpty() {
        return root == null;
    }

    Optional<Turn> first() {
        Node node = root;
        if (node == null) {
            return Optional.empty();
        }
        while (node.left != null) {
            node = node.left;
        }
        return Optional.of(node.turn);
    }

    /** A turn that is there already is a bug of the caller. */
    void add(Turn turn) {
        root = insert(root, new Node(turn));
    }

    /** What is not there stays away. */
    void remove(Turn turn) {
        root = without(root, turn);
    }

    /** From 1; 0 where it does not stand here. */
    int rank(Turn turn) {
        int before = 0;
        Node node = root;
        while (node != null) {
            int order = turn.compareTo(node.turn);
            if (order == 0) {
                return before + size(node.left) + 1;
            }
            if (order > 0) {
                before += size(node.left) + 1;
            }
            node = order < 0 ? node.left : node.right;
        }
        return 0;
    }

    private static int size(@Nullable Node node) {
        return node == null ? 0 : node.size;
    }

    private static Node insert(@Nullable Node node, Node fresh) {
        if (node == null) {
            return fresh;
        }
        int order = fresh.turn.compareTo(node.turn);
        if (order == 0) {
            throw new IllegalStateException("Session " + fresh.turn.id() + " stands in its line already");
        }
        Node child = insert(order < 0 ? node.left : node.right, fresh);
        if (order < 0) {
            node.left = child;
        } else {
            node.right = child;
        }
        return child.heap > node.heap ? lifted(node, child) : node.counted();
    }

    /** The child above its parent. */
    private static Node lifted(Node parent, Node child) {
        if (parent.left == child) {
            parent.left = child.right;
            child.right = parent.counted();
        } else {
            parent.right = child.left;
            child.left = parent.counted();
        }
        return child.counted();
    }

    private static @Nullable Node without(@Nullable Node node, Turn turn) {
        if (node == null) {
            return null;
        }
        int order = turn.compareTo(node.turn);
        if (order == 0) {
            return merged(node.left, node.right);
        }
        if (order < 0) {
            node.left = without(node.left, turn);
        } else {
            node.right = without(node.right, turn);
        }
        return node.counted();
    }

    private static @Nullable Node merged(@Nullable Node first, @Nullable Node second) {
        if (first == null) {
            return second;
        }
        if (second == null) {
            return first;
        }
        if (first.heap > second.heap) {
            first.right = merged(first.right, second);
            return first.counted();
        }
        second.left = merged(first, second.left);
        return second.counted();
    }
}
