// Thread-local variables of Rust, as the standard library makes them.
use std::cell::Cell;
use std::thread;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(5) };
}

#[inline(never)]
#[no_mangle]
pub extern "C" fn marker(value: u32) -> u32 { value }

fn bump(by: u32) -> u32 { COUNT.with(|count| { count.set(count.get() + by); marker(count.get()) }) }

fn main() {
    let here = bump(1);
    let there = thread::spawn(|| bump(10)).join().unwrap();
    println!("{} {}", here, there);
}
