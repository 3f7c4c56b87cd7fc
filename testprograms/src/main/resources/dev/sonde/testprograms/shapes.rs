// Types of Rust: enums with data, tuples, slices, references, generics.
use std::hint::black_box;

#[derive(Debug, Clone)]
enum Shape {
    Empty,
    Circle(f64),
    Rect { width: u32, height: u32 },
}

#[derive(Debug, Clone, Copy)]
enum Plain {
    First,
    Second = 7,
}

#[derive(Debug)]
struct Point<T> {
    x: T,
    y: T,
}

struct Pair(i32, u8);
struct Unit;

fn stop(shape: &Shape, point: Point<f32>, some: Option<i32>, none: Option<&i32>, text: &str, slice: &[i32]) -> usize {
    let byte: u8 = 255;
    let signed: i64 = -5;
    let letter = 'é';
    let truth = true;
    let tuple = (1i32, 2.5f64, 'x');
    let array = [1u16, 2, 3];
    let plain = Plain::Second;
    let first = Plain::First;
    let pair = Pair(3, 4);
    let unit = Unit;
    let empty = Shape::Empty;
    let rect = Shape::Rect { width: 3, height: 4 };
    let reference = &signed;
    let raw = reference as *const i64;
    let boxed = Box::new(9i32);
    let wide: i128 = -1;
    black_box((&byte, &signed, &letter, &truth, &tuple, &array, &plain, &first, &pair, &unit, &empty, &rect));
    black_box((reference, raw, &boxed, &wide, shape, &point, &some, &none, slice));
    text.len() + pair.0 as usize + pair.1 as usize // stop: here
}

fn main() {
    let shape = Shape::Circle(1.5);
    let numbers = [10, 20, 30];
    let length = stop(&shape, Point { x: 1.0, y: 2.0 }, Some(5), None, "hello", &numbers[..2]);
    println!("{} {:?}", length, shape);
}
