package dev.botrunner.publish.memory;

/** A growing line of rising numbers from whose front some are taken. Confined to one lock. */
final class Numbers {

    private long[] ring = new long[8];
    private int head;
    private int size;

    void add(long number) {
        if (size == ring.length) {
            grow();
        }
        ring[(head + size) & (ring.length - 1)] = number;
        size++;
    }

    /** Takes away all that are not above this. */
    void removeUpTo(long number) {
        while (size > 0 && ring[head] <= number) {
            head = (head + 1) & (ring.length - 1);
            size--;
        }
    }

    int size() {
        return size;
    }

    long at(int index) {
        return ring[(head + index) & (ring.length - 1)];
    }

    /** Index of the first one above this number. */
    int above(long number) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle) <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void grow() {
        long[] bigger = new long[ring.length * 2];
        for (int index = 0; index < size; index++) {
            bigger[index] = at(index);
        }
        ring = bigger;
        head = 0;
    }
}
