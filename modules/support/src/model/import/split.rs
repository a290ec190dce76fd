//! Finds the elements of a JSON export in a stream of bytes, without reading what is in them: an array of elements, an element a line, or
//! an object whose lists have the elements.

use super::MOST_ELEMENT;
use gatehouse_core::Refusal;

/// Bytes of a batch from which on it is handed out.
const BATCH: usize = 4 << 20;
/// Characters of a list's name that are kept.
const MOST_NAME: usize = 16;

/// Why it is no export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum SplitRefused {
    /// It is no JSON, or ends inside of an element.
    #[refusal(422, "import.malformed", import_malformed, field = "file")]
    Malformed,
    /// An element is larger than [`MOST_ELEMENT`].
    #[refusal(413, "import.large_element", import_large_element, field = "file")]
    LargeElement,
}

/// Which list an element stood in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// None of its own, or the tickets.
    Tickets,
    Articles,
    Users,
}

impl List {
    /// The sign that stands before the element in a batch.
    pub(super) const fn sign(self) -> u8 {
        match self {
            Self::Tickets => b't',
            Self::Articles => b'a',
            Self::Users => b'u',
        }
    }

    pub(super) const fn of_sign(sign: u8) -> Option<Self> {
        Some(match sign {
            b't' => Self::Tickets,
            b'a' => Self::Articles,
            b'u' => Self::Users,
            _ => return None,
        })
    }

    fn of_name(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"tickets" => Self::Tickets,
            b"articles" | b"ticket_articles" => Self::Articles,
            b"users" => Self::Users,
            _ => return None,
        })
    }
}

/// Finds elements. Feed it with the file's bytes, take batches between, and finish it.
#[derive(Debug, Default)]
pub struct Splitter {
    /// Brackets that are open.
    depth: usize,
    is_string: bool,
    is_escaped: bool,
    /// An array stands around everything.
    is_array: bool,
    /// An object stands around lists: the elements are inside of them.
    is_wrapped: bool,
    /// The list of a wrapped export that is open.
    list: Option<List>,
    /// A list that nobody asks for is passed over.
    is_passed_over: bool,
    /// The last text at the depth of names.
    name: Vec<u8>,
    /// The element as far as it was read; none of its bytes is kept between elements.
    element: Vec<u8>,
    batch: Vec<u8>,
    elements: u64,
}

impl Splitter {
    /// Elements so far.
    #[must_use]
    pub const fn elements(&self) -> u64 {
        self.elements
    }

    /// Goes on with these bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), SplitRefused> {
        bytes.iter().try_for_each(|byte| self.step(*byte))
    }

    /// A batch, where one is full.
    pub fn batch(&mut self) -> Option<Vec<u8>> {
        (self.batch.len() >= BATCH).then(|| std::mem::take(&mut self.batch))
    }

    /// The last batch; empty where all were taken.
    pub fn finish(mut self) -> Result<Vec<u8>, SplitRefused> {
        if self.depth > 0 || self.is_string {
            return Err(SplitRefused::Malformed);
        }
        Ok(std::mem::take(&mut self.batch))
    }

    /// The depth at which elements stand.
    fn outside(&self) -> usize {
        if self.is_wrapped { 2 } else { usize::from(self.is_array) }
    }

    fn step(&mut self, byte: u8) -> Result<(), SplitRefused> {
        if self.is_string {
            return self.inside_string(byte);
        }
        match byte {
            b'"' => {
                self.is_string = true;
                if self.depth == 1 {
                    self.name.clear();
                }
                self.keep(byte)
            }
            b'{' | b'[' => self.open(byte),
            b'}' | b']' => self.close(byte),
            b' ' | b'\t' | b'\r' | b'\n' => Ok(()),
            // The mark of UTF-8, which some tools write first.
            0xEF | 0xBB | 0xBF if self.depth == 0 => Ok(()),
            b',' if self.depth <= self.outside() => Ok(()),
            _ if self.depth == 0 => Err(SplitRefused::Malformed),
            _ => self.keep(byte),
        }
    }

    fn inside_string(&mut self, byte: u8) -> Result<(), SplitRefused> {
        if self.is_escaped {
            self.is_escaped = false;
        } else if byte == b'\\' {
            self.is_escaped = true;
        } else if byte == b'"' {
            self.is_string = false;
        }
        if self.is_string && self.depth == 1 && self.name.len() < MOST_NAME {
            self.name.push(byte);
        }
        self.keep(byte)
    }

    fn open(&mut self, byte: u8) -> Result<(), SplitRefused> {
        match (self.depth, byte) {
            (0, b'[') if self.elements == 0 && !self.is_wrapped => {
                self.is_array = true;
                self.depth = 1;
                return Ok(());
            }
            (0, b'[') => return Err(SplitRefused::Malformed),
            // The object around lists is opened once more: a file of several answers.
            (0, _) if self.is_wrapped => {
                self.depth = 1;
                return Ok(());
            }
            (1, b'[') if !self.is_array => {
                let list = List::of_name(&self.name);
                if list == Some(List::Tickets) && !self.is_wrapped {
                    self.is_wrapped = true;
                    self.element.clear();
                }
                if self.is_wrapped {
                    self.list = list;
                    self.is_passed_over = list.is_none();
                    self.depth = 2;
                    return Ok(());
                }
            }
            (1, b'{') if self.is_wrapped => {
                self.is_passed_over = true;
            }
            _ => {}
        }
        self.depth += 1;
        self.keep(byte)
    }

    fn close(&mut self, byte: u8) -> Result<(), SplitRefused> {
        if self.depth == 0 {
            return Err(SplitRefused::Malformed);
        }
        let outside = self.outside();
        if self.depth > outside {
            self.keep(byte)?;
        }
        self.depth -= 1;
        if self.is_wrapped && self.depth == 1 {
            self.list = None;
            self.is_passed_over = false;
            self.element.clear();
            return Ok(());
        }
        if self.depth == outside && !self.element.is_empty() {
            self.end_element();
        }
        Ok(())
    }

    /// Keeps a byte of an element.
    fn keep(&mut self, byte: u8) -> Result<(), SplitRefused> {
        let is_inside = self.depth > self.outside() && !self.is_passed_over;
        if !is_inside {
            return Ok(());
        }
        if self.element.len() >= MOST_ELEMENT {
            return Err(SplitRefused::LargeElement);
        }
        self.element.push(byte);
        Ok(())
    }

    fn end_element(&mut self) {
        self.elements += 1;
        self.batch.push(self.list.unwrap_or(List::Tickets).sign());
        self.batch.append(&mut self.element);
        self.batch.push(b'\n');
    }
}

#[cfg(test)]
mod tests;
