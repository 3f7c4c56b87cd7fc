// Functions of Rust whose results are returned in registers and in memory.
pub struct One { pub a: u32 }
pub struct Two { pub a: u64, pub b: u64 }
pub struct Three { pub a: u64, pub b: u64, pub c: u64 }
pub struct Small { pub a: u32, pub b: u32 }

#[inline(never)] fn number() -> i32 { -7 }
#[inline(never)] fn truth() -> bool { true }
#[inline(never)] fn letter() -> char { 'x' }
#[inline(never)] fn real() -> f64 { 2.5 }
#[inline(never)] fn text() -> &'static str { "hello" }
#[inline(never)] fn one() -> One { One { a: 1 } }
#[inline(never)] fn two() -> Two { Two { a: 1, b: 2 } }
#[inline(never)] fn three() -> Three { Three { a: 1, b: 2, c: 3 } }
#[inline(never)] fn small() -> Small { Small { a: 1, b: 2 } }
#[inline(never)] fn some(n: &u64) -> Option<&u64> { Some(n) }
#[inline(never)] fn wide() -> Option<u64> { Some(9) }
#[inline(never)] fn narrow() -> Option<u32> { Some(9) }
#[inline(never)] fn nothing() {}

fn main() {
    let n = 5;
    number(); truth(); letter(); real(); text(); one(); two(); three(); small(); some(&n); wide(); narrow(); nothing();
}
