//! As much JSON as the vectors use: integers, strings, lists, objects, null.

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Int(i64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(pairs) => pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }
    pub fn int(&self) -> i64 {
        match self {
            Json::Int(value) => *value,
            other => panic!("{:?} is no integer", other),
        }
    }
    pub fn text(&self) -> &str {
        match self {
            Json::Text(value) => value,
            other => panic!("{:?} is no text", other),
        }
    }
    pub fn items(&self) -> &[Json] {
        match self {
            Json::List(values) => values,
            other => panic!("{:?} is no list", other),
        }
    }
}

pub fn parse(text: &str) -> Json {
    let mut parser = Parser { bytes: text.as_bytes(), at: 0 };
    parser.value()
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn next(&mut self) -> u8 {
        self.at += 1;
        self.bytes[self.at - 1]
    }

    /// The next character that is no blank, which stays.
    fn peek(&mut self) -> u8 {
        while self.bytes[self.at] == b' ' {
            self.at += 1;
        }
        self.bytes[self.at]
    }

    fn value(&mut self) -> Json {
        match self.peek() {
            b'n' => {
                self.at += 4;
                Json::Null
            }
            b'"' => Json::Text(self.string()),
            b'[' => Json::List(self.sequence(b']', |p| p.value())),
            b'{' => Json::Object(self.sequence(b'}', |p| {
                let key = p.string();
                assert_eq!(p.peek(), b':');
                p.at += 1;
                (key, p.value())
            })),
            _ => self.int(),
        }
    }

    fn sequence<T>(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut found = Vec::new();
        self.at += 1;
        while self.peek() != end {
            if self.peek() == b',' {
                self.at += 1;
                self.peek();
            }
            found.push(item(self));
        }
        self.at += 1;
        found
    }

    fn string(&mut self) -> String {
        let mut text = String::new();
        self.at += 1;
        loop {
            match self.next() {
                b'"' => return text,
                b'\\' => match self.next() {
                    b'n' => text.push('\n'),
                    b'u' => {
                        let code = std::str::from_utf8(&self.bytes[self.at..self.at + 4]).unwrap();
                        text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
                        self.at += 4;
                    }
                    other => text.push(other as char),
                },
                other => text.push(other as char),
            }
        }
    }

    fn int(&mut self) -> Json {
        let start = self.at;
        while self.at < self.bytes.len() && (self.bytes[self.at] == b'-' || self.bytes[self.at].is_ascii_digit()) {
            self.at += 1;
        }
        Json::Int(std::str::from_utf8(&self.bytes[start..self.at]).unwrap().parse().unwrap())
    }
}
