package dev.sallyport.org.setup.pages;

/**
 * Where in a long list a page is.
 *
 * @param number counted from 1
 * @param hasNext whether there is more
 */
public record Paging(String path, int number, boolean hasNext) {
    static final int SIZE = 100;
    private static final int MOST = 10_000;

    /** The page that a query string asks for; the first where it asks for none that can be. */
    static int wanted(String text) {
        return text.matches("[1-9][0-9]{0,3}") ? Math.min(MOST, Integer.parseInt(text)) : 1;
    }

    /** The address of the page before. */
    public String previous() {
        return path + "?page=" + (number - 1);
    }

    /** The address of the page after. */
    public String next() {
        return path + "?page=" + (number + 1);
    }
}
