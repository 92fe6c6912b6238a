//! What is written by hand: ownership, errors, operators, indexing, conversions, text.
use ndcore::{functions, raw, Array, Complex, Dtype, Error, FpModes, Index, PrintOptions, ReduceOptions, Slice};
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard};

/// The count of live handles belongs to the process: a test that looks at it must not run beside others.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(|e| e.into_inner())
}

fn ramp(shape: &[i64]) -> Array {
    let n: i64 = shape.iter().product();
    Array::from_vec((0..n).collect(), &[n as usize]).unwrap().reshape(shape).unwrap()
}

#[test]
fn numbers_take_the_dtype_they_meet() {
    let _alone = alone();
    let a = Array::from_slice(&[1.0f32, 2.0, 3.0], &[3]).unwrap();
    let b = 2 * &a + 0.5;
    assert_eq!(b.dtype().name(), "float32");
    assert_eq!(b.to_vec::<f32>().unwrap(), [2.5, 4.5, 6.5]);
    let c = Array::from_slice(&[100i8], &[1]).unwrap();
    assert_eq!((&c + 100).item::<i8>().unwrap(), -56);
    assert_eq!((-&c).item::<i64>().unwrap(), -100);
}

#[test]
fn errors_tell_function_and_kind() {
    let _alone = alone();
    let e: Error = functions::sum(&ramp(&[2, 3]), Some(&[5]), None).unwrap_err();
    assert_eq!((e.status, e.kind.as_str(), e.function.as_str()), (raw::ND_AXIS_ERROR, "ND_AXIS_ERROR", "nd_sum"));
    assert!(e.to_string().contains("axis 5"), "{}", e);
    assert!(functions::moveaxis(&ramp(&[2, 3]), &[0, 1], &[1]).is_err());
    assert!(Array::from_vec(vec![1i32, 2, 3], &[2, 2]).is_err());
    assert!(Dtype::parse("nothing\0").is_err());
    assert!(ramp(&[3]).item::<i64>().is_err());
}

#[test]
fn operators_take_values_and_references() {
    let _alone = alone();
    let (a, b) = (Array::from(vec![7i64, -7]), Array::from(vec![2i64, 2]));
    for sum in [a.clone() + b.clone(), &a + b.clone(), a.clone() + &b, &a + &b] {
        assert_eq!(sum, Array::from(vec![9i64, -5]));
    }
    assert_eq!((1 - &a).to_vec::<i64>().unwrap(), [-6, 8]);
    assert_eq!((2.0 / b.clone()).to_vec::<f64>().unwrap(), [1.0, 1.0]);
    assert_eq!(((&a % &b) | (b.clone() << 1)).to_vec::<i64>().unwrap(), [5, 5]);
    assert_eq!((-a.clone() >> 1).to_vec::<i64>().unwrap(), [-4, 3]);
    assert_ne!(a, b);
    let i = Complex { re: 0.0, im: 1.0 };
    assert_eq!((&b * i).to_vec::<Complex<f64>>().unwrap(), [Complex { re: 0.0, im: 2.0 }; 2]);
}

#[test]
fn assignments_change_the_elements() {
    let _alone = alone();
    let mut a = ramp(&[2, 2]);
    let view = a.t();
    a += 10;
    a *= &a.clone();
    a -= Array::from(vec![0i64, 1]);
    a ^= 1;
    assert_eq!(view.to_vec::<i64>().unwrap(), [101, 145, 121, 169]);
    let refused = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| a += 0.5)).unwrap_err();
    assert!(refused.downcast_ref::<String>().unwrap().contains("same_kind"));
}

#[test]
fn elements_of_every_kind() {
    let _alone = alone();
    let complex = vec![Complex { re: 1.0f32, im: -2.0 }];
    let a = Array::from_vec(complex.clone(), &[1]).unwrap();
    assert_eq!((a.dtype().to_string().as_str(), a.to_vec().unwrap()), ("complex64", complex));
    let mask = Array::from_bools(&[true, false, true], &[3]).unwrap();
    assert_eq!(mask.dtype().name(), "bool");
    assert_eq!((!&mask).to_bools().unwrap(), [false, true, false]);
    let picked = ramp(&[3]).get(&[(&mask).into()]).unwrap();
    assert_eq!(picked, (0..3).filter(|i| i % 2 == 0).collect());
    let dtypes: HashSet<Dtype> = [Dtype::of::<u8>(), picked.dtype(), Dtype::parse("int64").unwrap()].into();
    assert_eq!(dtypes.len(), 2);
}

#[test]
#[should_panic(expected = "broadcast")]
fn operators_panic() {
    let _alone = alone();
    let _ = &ramp(&[3]) + &ramp(&[2]);
}

#[test]
fn every_handle_is_given_back() {
    let _alone = alone();
    let before = functions::live_handles().unwrap();
    {
        let a = ramp(&[4, 3]);
        let b = a.clone();
        let _views: Vec<Array> = b.iter().collect();
        let (_values, _index, _inverse, counts) = functions::unique(&a, raw::ND_AXIS_NONE, true).unwrap();
        assert_eq!(counts.size(), 12);
        let moved = std::thread::spawn(move || a.to_vec::<i64>().unwrap().len());
        assert_eq!(moved.join().unwrap(), 12);
    }
    assert_eq!(functions::live_handles().unwrap(), before);
}

#[test]
fn indexing() {
    let _alone = alone();
    let a = ramp(&[2, 3, 4]);
    assert_eq!(a.get(&[1.into(), 2.into(), 3.into()]).unwrap().item::<i64>().unwrap(), 23);
    assert_eq!(a.get(&[Index::Ellipsis, (-1).into()]).unwrap().shape(), [2, 3]);
    let back = Slice { step: Some(-1), ..Slice::default() };
    let part = a.get(&[0.into(), back.into(), (1..2).into()]).unwrap();
    assert_eq!(part.to_vec::<i64>().unwrap(), [9, 5, 1]);
    assert_eq!(a.get(&[(..).into(), Index::NewAxis]).unwrap().shape(), [2, 1, 3, 4]);
    let mask = functions::greater(&a, &Array::from(20)).unwrap();
    assert_eq!(a.get(&[(&mask).into()]).unwrap().to_vec::<i64>().unwrap(), [21, 22, 23]);
    a.set(&[(&mask).into()], &Array::from(0)).unwrap();
    assert_eq!(a.get(&[1.into(), 2.into(), (1..).into()]).unwrap().to_vec::<i64>().unwrap(), [0, 0, 0]);
    assert!(a.get(&[2.into()]).is_err());
    let line = ramp(&[5]);
    for (index, want) in
        [(Index::from(1..=2), vec![1i64, 2]), ((..=1).into(), vec![0, 1]), ((-2..=-1).into(), vec![3, 4])]
    {
        assert_eq!(line.get(&[index]).unwrap().to_vec::<i64>().unwrap(), want);
    }
}

#[test]
fn views_share_and_copies_do_not() {
    let _alone = alone();
    let a = ramp(&[2, 3]);
    let (view, copy) = (a.t(), a.copy().unwrap());
    a.set(&[0.into(), 1.into()], &Array::from(77)).unwrap();
    assert_eq!(view.get(&[1.into(), 0.into()]).unwrap().item::<i64>().unwrap(), 77);
    assert_eq!(copy.to_vec::<i64>().unwrap(), [0, 1, 2, 3, 4, 5]);
    assert_eq!(view.strides(), [8, 24]);
    assert_eq!(unsafe { copy.as_slice::<i64>() }.unwrap()[5], 5);
    assert!(unsafe { view.as_slice::<i64>() }.is_err());
    assert!(unsafe { copy.as_slice::<f64>() }.is_err());
}

#[test]
fn rows() {
    let _alone = alone();
    let sums: Vec<i64> =
        ramp(&[2, 3]).iter().map(|r| functions::sum(&r, None, None).unwrap().item().unwrap()).collect();
    assert_eq!(sums, [3, 12]);
    let back: Vec<i64> = ramp(&[3]).iter().rev().map(|one| one.item().unwrap()).collect();
    assert_eq!(back, [2, 1, 0]);
    assert_eq!(functions::sum(&ramp(&[3]), None, None).unwrap().iter().count(), 0);
}

#[test]
fn options_of_reductions() {
    let _alone = alone();
    let (a, float32) = (ramp(&[2, 3]), Dtype::of::<f32>());
    let total = |options: &ReduceOptions| functions::sum(&a, Some(&[1]), Some(options)).unwrap();
    let kept = total(&ReduceOptions { keepdims: true, dtype: Some(&float32), ..Default::default() });
    assert_eq!((kept.shape(), kept.to_vec::<f32>().unwrap()), (vec![2, 1], vec![3.0, 12.0]));
    let (even, ten) = (Array::from_bools(&[true, false, true], &[3]).unwrap(), Array::from(10));
    let some = total(&ReduceOptions { r#where: Some(&even), initial: Some(&ten), ..Default::default() });
    assert_eq!(some.to_vec::<i64>().unwrap(), [12, 18]);
    let into = Array::from(vec![0i64, 0]);
    let same = total(&ReduceOptions { out: Some(&into), ..Default::default() });
    assert_eq!((into.to_vec::<i64>().unwrap(), &same), (vec![3, 12], &into));
    let mean = functions::mean(&a, None, None).unwrap();
    let sample = ReduceOptions { ddof: 1.0, mean: Some(&mean), ..Default::default() };
    assert_eq!(functions::var(&a, None, Some(&sample)).unwrap().item::<f64>().unwrap(), 3.5);
    let empty = Array::from(Vec::<i64>::new());
    assert_eq!(functions::sum(&empty, None, None).unwrap().item::<i64>().unwrap(), 0);
    let bare = ReduceOptions { no_initial: true, ..Default::default() };
    assert_eq!(functions::sum(&empty, None, Some(&bare)).unwrap_err().kind, "ND_VALUE_ERROR");
}

#[test]
fn structs_of_texts_and_numbers() {
    let _alone = alone();
    let quotient = functions::divide(&Array::from(0.0), &Array::from(vec![0.0, 4.0])).unwrap();
    let printed = |options: &PrintOptions| {
        let text = functions::array_text(&quotient, " ", 0, 0, Some(options))?;
        Ok::<String, Error>(String::from_utf8(text.to_vec::<u8>()?).unwrap())
    };
    assert_eq!(printed(&PrintOptions::default()).unwrap(), quotient.to_string());
    let fixed =
        PrintOptions { precision: 1, floatmode: raw::ND_FLOATMODE_FIXED, nanstr: Some("?"), ..Default::default() };
    assert_eq!(printed(&fixed).unwrap(), "[  ? 0.0]");
    assert!(printed(&PrintOptions { infstr: Some("\0"), ..Default::default() }).is_err());
    let modes: FpModes = functions::fp_get_modes().unwrap();
    functions::fp_set_modes(&FpModes { divide: raw::ND_FP_RAISE, ..modes }).unwrap();
    let refused = functions::divide(&Array::from(vec![1.0]), &Array::from(0.0)).unwrap_err();
    functions::fp_set_modes(&modes).unwrap();
    assert_eq!(refused.status, raw::ND_FLOATING_POINT_ERROR);
}

#[test]
fn texts_of_results() {
    let _alone = alone();
    functions::sum(&ramp(&[2]), Some(&[1]), None).unwrap_err();
    let record = functions::last_error().unwrap();
    assert_eq!((record.kind.as_deref(), record.function.as_deref()), (Some("ND_AXIS_ERROR"), Some("nd_sum")));
    let infos = (0..functions::method_count().unwrap()).map(|i| functions::method_get(i).unwrap());
    let wrapped = infos.into_iter().find(|info| info.name.as_deref() == Some("array_wrap")).unwrap();
    assert_eq!((wrapped.symbol.as_deref(), wrapped.signature), (Some("nd_array_wrap"), None));
}

#[test]
fn text() {
    let _alone = alone();
    assert_eq!(ramp(&[2, 2]).to_string(), "[[0 1]\n [2 3]]");
    assert_eq!(format!("{:?}", Array::from_slice(&[1i8, 2], &[2]).unwrap()), "array([1, 2], dtype=int8)");
    assert_eq!(format!("{:?}", Dtype::of::<f32>()), "dtype(\"float32\")");
}
