// Threads that compute until the input ends, and then tell whether each has computed right all the time.
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::Arc;
use std::thread;

#[inline(never)]
fn work(n: u32) -> u32 {
    let mut sum = 0;
    for i in 0..n {
        sum += i % 7;
    }
    sum
}

fn main() {
    let over = Arc::new(AtomicBool::new(false));
    let wrong = Arc::new(AtomicUsize::new(0));
    let mut workers = Vec::new();
    for _ in 0..8 {
        let (over, wrong) = (over.clone(), wrong.clone());
        workers.push(thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                if work(2000) != 5995 {
                    wrong.fetch_add(1, Ordering::Relaxed);
                }
            }
        }));
    }
    println!("ready");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    over.store(true, Ordering::Relaxed);
    for worker in workers {
        worker.join().unwrap();
    }
    println!("wrong {}", wrong.load(Ordering::Relaxed));
}
