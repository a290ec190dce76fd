//! The declaration of personal data (PRI-1): every module says of every column what it holds.
//!
//! It is said beside the columns of the table's entity, and `#[derive(PersonalData)]` makes the declaration of it: a column that says
//! nothing does not compile. From the declarations come the sweeper's rules, the erasure on deletion and, later, the public notice, the
//! record of processing and the export. A test reads the live schema of both engines and fails on a column that is not declared, and on
//! a declared column that does not exist.

pub use gatehouse_macros::PersonalData;

/// A table that says of every column what it holds; derived.
pub trait PersonalData {
    /// The table's declaration.
    fn table() -> Table;
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Nothing about a person, with the reason.
    NotPersonal(&'static str),
    /// Personal data of this category.
    Personal(Category),
    /// An id that stands for a person inside Gatehouse only.
    Pseudonym,
    /// The keyed hash by which a secret, an address or a device is found (PRI-13).
    Lookup(Pepper),
    /// A value that gives rights. It lies open for lists and filters, and is believed only where the statement in this
    /// sealed column of the row says the same.
    Stated(&'static str),
    /// What gives rights, stated under seal, bound to its row, with a number that goes up.
    SealedGrant,
    /// Nothing any more: the value was moved to this sealed column, and the program neither reads nor writes here.
    Emptied(&'static str),
    /// Personal data or a secret sealed under a subject's key (PRI-13).
    Sealed(Category),
}

/// Which pepper keys a look-up, and what a rotation of the pepper does to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pepper {
    /// It lives short: made under the newest, found under every known one.
    Short,
    /// It lasts: the row has a `pepper_version`, and a rotation, or the next use, moves it.
    Moved,
    /// It stays under the oldest: nothing moves it.
    Oldest,
}

/// The kinds of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Email address, phone.
    Contact,
    /// Name.
    Name,
    /// Country, region, language, time zone and other choices.
    Preference,
    /// What the person bought or holds.
    License,
    /// Devices and their technical marks.
    Device,
    /// When and from where the person did something.
    Activity,
    /// Passwords, second factors, tokens.
    Credential,
    /// Texts written to or by the person.
    Correspondence,
}

/// How rows of a table are found for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The table has nobody in it.
    Nobody,
    /// This column holds the account's id.
    Account(&'static str),
    /// This column holds the staff member's id.
    Staff(&'static str),
    /// Through another table of the module: `column` refers to `table.id`.
    Via {
        /// The referring column of this table.
        column: &'static str,
        /// The table that leads on to the person.
        table: &'static str,
    },
}

/// What happens to a table's rows when their person's account is deleted (ACC-17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnErase {
    /// There is nothing of a person in it.
    Nothing,
    /// The module's action deletes the rows in the deletion's own transaction.
    Delete,
    /// The person's column is cleared; what remains says nothing about them.
    Detach,
    /// Kept, because the law or the vendor's claim needs it; with the reason.
    Keep(&'static str),
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
}

/// One table with all its columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Why these data are processed.
    pub purpose: &'static str,
    /// The legal basis: a letter of Art. 6(1) GDPR, such as `b` (contract); empty where nobody is in it.
    pub basis: &'static str,
    /// Who receives the data besides the vendor.
    pub recipients: &'static [&'static str],
    /// How its rows are found for a person.
    pub subject: Subject,
    /// What an account's deletion does to them.
    pub on_erase: OnErase,
    /// Every column.
    pub columns: Vec<Column>,
}

/// When rows of a table must be gone (PRI-2).
#[derive(Clone, Copy, Debug)]
pub struct RetentionRule {
    /// The stable id, such as `accounts.unconfirmed`.
    pub id: &'static str,
    /// The table that is swept.
    pub table: &'static str,
    /// The column with the moment in microseconds from which a row is due (null: the rule does not run for the row).
    pub anchor: &'static str,
    /// How long after the anchor, in days of 24 hours; 0: the anchor itself is the due time.
    pub days: u32,
    /// The promise in words, for the record of processing.
    pub promise: &'static str,
}

/// A module's declaration.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// The module's name.
    pub module: &'static str,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its retention rules.
    pub rules: Vec<RetentionRule>,
}

/// Declares one column of a table.
pub const fn column(name: &'static str, holds: Holds) -> Column {
    Column { name, holds }
}
