//! The values of the vectors: from JSON into a call, back from a result, and when two are the same.
use crate::dispatch;
use crate::json::Json;
use ndcore::{functions, raw, Array, Dtype};
use std::any::Any;

const SAFE: i128 = 1 << 53;

pub enum Value {
    Null,
    Int(i128),
    Double(f64),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<Value>),
    Struct(Vec<(String, Value)>),
    Array(Array),
    Dtype(Dtype),
    Other(Box<dyn Any>),
}

macro_rules! accessor {
    ($name:ident, $optional:ident, $kind:ty, $pattern:pat => $value:expr) => {
        #[allow(dead_code)]
        pub fn $name(&self) -> $kind {
            self.$optional().expect(stringify!($name))
        }
        #[allow(dead_code)]
        pub fn $optional(&self) -> Option<$kind> {
            match self {
                Value::Null => None,
                $pattern => Some($value),
                _ => panic!("the argument is no {}", stringify!($name)),
            }
        }
    };
}

impl Value {
    accessor!(array, optional_array, &Array, Value::Array(a) => a);
    accessor!(dtype, optional_dtype, &Dtype, Value::Dtype(d) => d);
    accessor!(text, optional_text, &str, Value::Text(t) => t);
    accessor!(bytes, optional_bytes, &[u8], Value::Bytes(b) => b);
    accessor!(double, optional_double, f64, Value::Double(d) => *d);
    accessor!(big, optional_big, i128, Value::Int(i) => *i);
    accessor!(list, optional_list, &[Value], Value::List(l) => l);
    accessor!(structure, optional_struct, &[(String, Value)], Value::Struct(s) => s);

    // Rust takes integers of the parameter's type: what does not fit wraps, as in C.
    pub fn int<T: FromBig>(&self) -> T {
        T::from_big(self.big())
    }
    pub fn optional_int<T: FromBig>(&self) -> Option<T> {
        self.optional_big().map(T::from_big)
    }
    pub fn optional_ints<T: FromBig>(&self) -> Option<Vec<T>> {
        self.optional_list().map(|l| l.iter().map(|v| v.int()).collect())
    }
    pub fn ints<T: FromBig>(&self) -> Vec<T> {
        self.optional_ints().expect("a list")
    }
    pub fn texts(&self) -> Vec<&str> {
        self.optional_texts().expect("a list")
    }
    pub fn optional_texts(&self) -> Option<Vec<&str>> {
        self.optional_list().map(|l| l.iter().map(|v| v.text()).collect())
    }
    pub fn arrays(&self) -> Vec<&Array> {
        self.list().iter().map(|v| v.array()).collect()
    }
    pub fn dtypes(&self) -> Vec<&Dtype> {
        self.list().iter().map(|v| v.dtype()).collect()
    }
    pub fn handle<T: 'static>(&self) -> &T {
        self.optional_handle().expect("a handle")
    }
    pub fn optional_handle<T: 'static>(&self) -> Option<&T> {
        match self {
            Value::Null => None,
            Value::Other(any) => Some(any.downcast_ref().expect("a handle of this type")),
            _ => panic!("the argument is no such handle"),
        }
    }
    pub fn optional_flag(&self) -> Option<bool> {
        self.optional_big().map(|i| i != 0)
    }
    pub fn flag(&self) -> bool {
        self.optional_flag().expect("a flag")
    }
    /// The values of the fields of these names; null where there is none.
    pub fn fields(&self, names: &[&str]) -> Option<Vec<&Value>> {
        let fields = self.optional_struct()?;
        let unknown = fields.iter().find(|(name, _)| !names.contains(&name.as_str()));
        assert!(unknown.is_none(), "there is no field {}", unknown.unwrap().0);
        let value = |name: &&str| fields.iter().find(|f| f.0 == *name).map_or(&Value::Null, |f| &f.1);
        Some(names.iter().map(value).collect())
    }
}

pub trait FromBig {
    fn from_big(value: i128) -> Self;
}

macro_rules! integers {
    ($($kind:ty),*) => { $(
        impl FromBig for $kind { fn from_big(value: i128) -> $kind { value as $kind } }
        impl From<$kind> for Value { fn from(value: $kind) -> Value { Value::Int(value.into()) } }
    )* };
}
integers!(i8, u8, i16, u16, i32, u32, i64, u64);

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Int(value.into())
    }
}

macro_rules! results {
    ($($kind:ty => $variant:ident),*) => { $(
        impl From<$kind> for Value { fn from(value: $kind) -> Value { Value::$variant(value) } }
    )* };
}
results!(f64 => Double, String => Text, Vec<u8> => Bytes, Array => Array, Dtype => Dtype);

macro_rules! lists {
    ($($kind:ty),*) => { $(
        impl From<Vec<$kind>> for Value {
            fn from(list: Vec<$kind>) -> Value { Value::List(list.into_iter().map(Value::from).collect()) }
        }
    )* };
}
lists!(Array, i32, i64, f64);

impl From<Box<dyn Any>> for Value {
    fn from(other: Box<dyn Any>) -> Value {
        Value::Other(other)
    }
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{:02x}", b)).collect()
}

fn object(key: &str, value: Json) -> Json {
    Json::Object(vec![(key.to_string(), value)])
}

/// The value of an argument.
pub fn decode(json: &Json) -> Value {
    match json {
        Json::Null => return Value::Null,
        Json::Int(i) => return Value::Int((*i).into()),
        Json::Text(t) => return Value::Text(t.clone()),
        Json::List(l) => return Value::List(l.iter().map(decode).collect()),
        Json::Object(_) => {}
    }
    if let Some(Json::Object(fields)) = json.get("struct") {
        return Value::Struct(fields.iter().map(|(name, value)| (name.clone(), decode(value))).collect());
    }
    if let Some(digits) = json.get("int") {
        return Value::Int(digits.text().parse().unwrap());
    }
    if let Some(bits) = json.get("double") {
        return Value::Double(f64::from_le_bytes(unhex(bits.text()).try_into().unwrap()));
    }
    if let Some(bytes) = json.get("bytes") {
        return Value::Bytes(unhex(bytes.text()));
    }
    if let Some(name) = json.get("dtype") {
        return Value::Dtype(Dtype::parse(name.text()).unwrap());
    }
    if let Some(name) = json.get("array") {
        let shape: Vec<i64> = json.get("shape").unwrap().items().iter().map(|n| n.int()).collect();
        let data = unhex(json.get("data").unwrap().text());
        let dtype = Dtype::parse(name.text()).unwrap();
        return Value::Array(unsafe {
            functions::array_from_memory(data.as_ptr() as _, &dtype, &shape, None).unwrap()
        });
    }
    let arguments: Vec<Value> = json.get("arguments").unwrap().items().iter().map(decode).collect();
    let name = json.get("call").unwrap().text();
    dispatch::call(name, &arguments).unwrap().into_iter().next().unwrap()
}

fn dtype_name(dtype: &Dtype) -> String {
    match functions::dtype_is_swapped(dtype).unwrap() {
        0 => dtype.name(),
        _ => functions::dtype_type_str(dtype).unwrap(),
    }
}

/// A result as JSON.
pub fn encode(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(i) if i.abs() > SAFE => object("int", Json::Text(i.to_string())),
        Value::Int(i) => Json::Int(*i as i64),
        Value::Double(d) => object("double", Json::Text(hex(&d.to_le_bytes()))),
        Value::Text(t) => Json::Text(t.clone()),
        Value::Bytes(b) => object("bytes", Json::Text(hex(b))),
        Value::List(l) => Json::List(l.iter().map(encode).collect()),
        Value::Dtype(d) => object("dtype", Json::Text(dtype_name(d))),
        Value::Struct(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), encode(value)));
            object("struct", Json::Object(fields.collect()))
        }
        Value::Other(_) => object("handle", Json::Null),
        Value::Array(a) => {
            let nbytes = functions::array_nbytes(a).unwrap();
            let bytes = functions::array_to_memory(a, nbytes, raw::ND_ORDER_C).unwrap();
            Json::Object(vec![
                ("array".to_string(), Json::Text(dtype_name(&a.dtype()))),
                ("shape".to_string(), Json::List(a.shape().iter().map(|&n| Json::Int(n as i64)).collect())),
                ("data".to_string(), Json::Text(hex(&bytes))),
            ])
        }
    }
}

fn floats(value: &Json) -> Vec<f64> {
    let data = unhex(value.get("data").unwrap().text());
    match value.get("array").unwrap().text() {
        "float32" | "complex64" => data.chunks(4).map(|c| f32::from_le_bytes(c.try_into().unwrap()).into()).collect(),
        _ => data.chunks(8).map(|c| f64::from_le_bytes(c.try_into().unwrap())).collect(),
    }
}

fn near(got: &Json, want: &Json, tolerance: i64) -> bool {
    let name = want.get("array").unwrap().text();
    let epsilon = match name {
        "float32" | "complex64" => f64::from(f32::EPSILON),
        "float64" | "complex128" => f64::EPSILON,
        _ => return got == want,
    };
    if got.get("array") != want.get("array") || got.get("shape") != want.get("shape") {
        return false;
    }
    let (ours, theirs) = (floats(got), floats(want));
    let allowed = tolerance as f64 * epsilon * theirs.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    ours.iter().zip(&theirs).all(|(a, b)| (a - b).abs() <= allowed)
}

/// Whether a result is the expected one.
pub fn same(got: &Json, want: &Json, tolerance: i64) -> bool {
    if want.get("any").is_some() || (want.get("handle").is_some() && got.get("handle").is_some()) {
        return true;
    }
    if let (Json::List(ours), Json::List(theirs)) = (got, want) {
        return ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(g, w)| same(g, w, tolerance));
    }
    if tolerance > 0 && want.get("array").is_some() && got.get("array").is_some() {
        return near(got, want, tolerance);
    }
    got == want
}
