// Values to write Rust's expressions about.

mod module {
    pub static VAR: i32 = 42;
    pub mod inner {
        pub static DEEP: i16 = -4;
    }
    pub fn twice(x: i32) -> i32 {
        x * 2
    }
}

#[derive(Clone, Copy)]
enum Plain {
    One,
    Two = 5,
}

struct Point {
    x: i32,
    y: i32,
}

static GLOBAL: [u8; 4] = [1, 2, 3, 4];

fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {
    let x: i32 = 17;
    let y: u8 = 200;
    let f: f64 = 2.5;
    let b = true;
    let c = 'q';
    let array = [10, 20, 30, 40, 50];
    let slice = &array[1..4];
    let text = "hello";
    let tuple = (1u8, 2i64, (3u16, 'z'));
    let plain = Plain::Two;
    let p = Point { x: 6, y: 7 };
    let ptr = &x as *const i32;
    println!("{} {}", module::VAR, add(x, module::twice(GLOBAL[0] as i32))); // stop here
    println!("{} {} {} {} {:?} {} {:?}", y, f, b, c, slice, text, tuple);
    println!("{} {} {} {:?} {} {}", plain as i32, Plain::One as i32, p.x + p.y, ptr, module::inner::DEEP, array[0]);
}
