// One variable of each type of the standard library that debuggers show by its meaning.
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::ffi::{CStr, CString, OsString};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

struct Point {
    x: i32,
    y: i32,
}

enum Shape {
    Circle(f64),
    Square { side: i32 },
    Nothing,
}

#[inline(never)]
fn inspect(name: &str, numbers: &Vec<i32>, all: Vec<String>) -> usize {
    name.len() + numbers.len() + all.len() // inspect
}

fn main() {
    let text = String::from("hello");
    let empty_text = String::new();
    let long_text = "y".repeat(300);
    let slice: &str = &text[1..4];
    let numbers = vec![1, 2, 3];
    let no_numbers: Vec<i32> = Vec::new();
    let many = vec![7u8; 250];
    let words = vec![String::from("one"), String::from("two")];
    let rows = vec![vec![1], vec![2, 3]];
    let points = vec![Point { x: 1, y: 2 }, Point { x: 3, y: 4 }];
    let part: &[i32] = &numbers[1..];
    let array = [4, 5, 6];
    let mut deque: VecDeque<i32> = VecDeque::with_capacity(4);
    deque.push_back(1);
    deque.push_back(2);
    deque.push_front(0);
    let mut ages = BTreeMap::new();
    ages.insert(String::from("ann"), 30);
    ages.insert(String::from("bob"), 40);
    let mut large = BTreeMap::new();
    for i in 0..100 {
        large.insert(i, i * i);
    }
    let no_ages: BTreeMap<i32, i32> = BTreeMap::new();
    let sorted: BTreeSet<i32> = vec![3, 1, 2].into_iter().collect();
    let mut hashed = HashMap::new();
    hashed.insert(5, String::from("five"));
    let mut named = HashMap::new();
    named.insert("key", 1);
    let no_hashed: HashMap<i32, i32> = HashMap::new();
    let mut hashed_set = HashSet::new();
    hashed_set.insert(9);
    let boxed = Box::new(Point { x: 5, y: 6 });
    let rc = Rc::new(7);
    let rc_copy = Rc::clone(&rc);
    let rc_weak = Rc::downgrade(&rc);
    let arc = Arc::new(Point { x: 7, y: 8 });
    let cell = Cell::new(8);
    let ref_cell = RefCell::new(vec![9]);
    let borrowed = ref_cell.borrow();
    let mutex = Mutex::new(10);
    let some = Some(11);
    let none: Option<i32> = None;
    let some_text = Some(String::from("some"));
    let ok: Result<i32, String> = Ok(12);
    let err: Result<i32, String> = Err(String::from("wrong"));
    let circle = Shape::Circle(1.5);
    let square = Shape::Square { side: 2 };
    let nothing = Shape::Nothing;
    let os_string = OsString::from("os");
    let path_buf = PathBuf::from("/usr/share");
    let path: &Path = &path_buf;
    let c_string = CString::new("c string").unwrap();
    let c_str: &CStr = &c_string;
    let duration = Duration::from_millis(1500);
    let range = 0..3;
    let non_zero = NonZeroU32::new(13).unwrap();
    let tuple = (1, "two", 3.5);
    let total = inspect(slice, &numbers, words.clone()); // all
    let kinds = [&circle, &square, &nothing]
        .iter()
        .map(|s| match s {
            Shape::Circle(r) => *r as usize,
            Shape::Square { side } => *side as usize,
            Shape::Nothing => 0,
        })
        .sum::<usize>();
    std::process::exit(
        (total
            + kinds
            + empty_text.len()
            + long_text.len()
            + no_numbers.len()
            + many.len()
            + rows.len()
            + points.iter().map(|p| (p.x + p.y) as usize).sum::<usize>()
            + part.len()
            + array.len()
            + deque.len()
            + ages.len()
            + large.len()
            + no_ages.len()
            + sorted.len()
            + hashed.len()
            + named.len()
            + no_hashed.len()
            + hashed_set.len()
            + (boxed.x + boxed.y + *rc + *rc_copy + arc.x + arc.y + cell.get()) as usize
            + rc_weak.strong_count()
            + borrowed.len()
            + *mutex.lock().unwrap() as usize
            + some.unwrap_or(0) as usize
            + none.unwrap_or(0) as usize
            + some_text.map_or(0, |t| t.len())
            + ok.unwrap_or(0) as usize
            + err.err().map_or(0, |t| t.len())
            + os_string.len()
            + path.as_os_str().len()
            + c_str.to_bytes().len()
            + duration.as_secs() as usize
            + range.len()
            + non_zero.get() as usize
            + tuple.1.len()) as i32
            & 1,
    );
}
