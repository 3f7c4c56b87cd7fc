/** A Java program of several threads, each some calls deep, that sleep until the input ends. */
public class Threads {
    private static void descend(int depth) throws InterruptedException {
        if (depth > 0) {
            descend(depth - 1);
            return;
        }
        while (true) {
            Thread.sleep(20);
        }
    }

    private static void start(String name, int depth) {
        Thread thread = new Thread(
                () -> {
                    try {
                        descend(depth);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    public static void main(String[] arguments) throws java.io.IOException {
        for (int i = 0; i < 6; i++) {
            start("worker-" + i, 10 + i);
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {}
        System.out.println("done");
    }
}
