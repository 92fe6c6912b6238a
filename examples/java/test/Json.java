// Reads the JSON of the conformance vectors: Long, String, null, List and Map.
package test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class Json {
    private final String source;
    private int at;

    private Json(String source) {
        this.source = source;
    }

    static Object decode(String source) {
        return new Json(source).value();
    }

    private char next() {
        while (" ,:\n".indexOf(source.charAt(at)) >= 0) at++;
        return source.charAt(at);
    }

    private Object value() {
        switch (next()) {
            case '"': return text();
            case '[': return list();
            case '{': return object();
            case 'n':
                at += 4;
                return null;
            default:
                int start = at;
                while (at < source.length() && "-0123456789".indexOf(source.charAt(at)) >= 0) at++;
                return Long.valueOf(source.substring(start, at));
        }
    }

    private String text() {
        StringBuilder made = new StringBuilder();
        for (at++; source.charAt(at) != '"'; at++) {
            char one = source.charAt(at);
            if (one == '\\') {
                one = source.charAt(++at);
                if (one == 'n') one = '\n';
                if (one == 'u') {
                    one = (char) Integer.parseInt(source.substring(at + 1, at + 5), 16);
                    at += 4;
                }
            }
            made.append(one);
        }
        at++;
        return made.toString();
    }

    private List<Object> list() {
        List<Object> made = new ArrayList<>();
        for (at++; next() != ']';) made.add(value());
        at++;
        return made;
    }

    private Map<String, Object> object() {
        Map<String, Object> made = new HashMap<>();
        for (at++; next() != '}';) {
            String key = text();
            made.put(key, value());
        }
        at++;
        return made;
    }
}
