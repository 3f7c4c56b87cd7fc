package dev.sonde.debuginfo.dwarf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The C++ program that the comparisons with other tools compile, in one way or another. */
public final class Programs {
    private static final String HEADER = """
            #pragma once
            #include <vector>
            #include <string>
            namespace shapes {
            struct Point { int x, y; };
            class Shape {
            public:
              explicit Shape(int n) : sides_(n) {}
              virtual ~Shape() {}
              virtual double area() const = 0;
              int sides() const { return sides_; }
              static int count;
            protected:
              int sides_;
              unsigned flags : 3;
            };
            template <typename T> T twice(T value) { return value + value; }
            inline int square(int value) { return value * value; }
            enum class Colour : unsigned char { red, green = 7, blue };
            }
            """;

    private static final String MAIN = """
            #include "shapes.h"
            #include <cstdio>
            int shapes::Shape::count;
            namespace {
            int hidden = 3;
            struct Square : shapes::Shape {
              explicit Square(int side) : Shape(4), side_(side) { count++; }
              double area() const override { return shapes::square(side_); }
              int side_;
            };
            }
            using Row = std::vector<shapes::Point>;
            thread_local int local_to_thread = 5;
            static int sum(const Row &row) {
              int total = 0;
              for (const auto &point : row) {
                int part = shapes::square(point.x) + shapes::twice(point.y);
                total += part;
              }
              return total;
            }
            int main(int argc, char **argv) {
              Row row;
              for (int i = 0; i < argc + 3; i++) row.push_back({i, i * 2});
              Square square(argc);
              std::string text = argv[0];
              try {
                if (argc > 5) throw shapes::twice(2.5);
              } catch (double d) { std::printf("%f\\n", d); }
              std::printf("%d %f %zu %d\\n", sum(row), square.area(), text.size(), hidden + local_to_thread);
              return static_cast<int>(shapes::Colour::red);
            }
            """;

    private Programs() {}

    /** Compiles the program with the given flags. */
    public static Path shapes(Path directory, String... flags) {
        return shapesBy(directory, "g++", List.of(flags));
    }

    /** Compiles the program by a compiler with the given flags. */
    public static Path shapesBy(Path directory, String compiler, List<String> flags) {
        try {
            Files.writeString(directory.resolve("shapes.h"), HEADER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(List.of("-std=c++17"));
        all.addAll(flags);
        return Tools.compileBy(compiler, directory, "shapes", "shapes.cpp", MAIN, all);
    }
}
