//! Several fields are wrong: all of it is said at once (ALL-9).

use crate::{Finality, Lang, Refusal};

/// What is wrong with an input, in the order of its fields: at least one thing, which speaks for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid<E> {
    /// The first.
    pub first: E,
    /// The rest.
    pub rest: Vec<E>,
}

impl<E> Invalid<E> {
    /// One thing.
    pub const fn one(error: E) -> Self {
        Self { first: error, rest: Vec::new() }
    }

    /// Everything, in its order.
    pub fn iter(&self) -> impl Iterator<Item = &E> {
        std::iter::once(&self.first).chain(&self.rest)
    }
}

impl<E: Refusal> Refusal for Invalid<E> {
    fn code(&self) -> &'static str {
        self.first.code()
    }
    fn text(&self, lang: Lang) -> String {
        self.first.text(lang)
    }
    fn next(&self, lang: Lang) -> Option<String> {
        self.first.next(lang)
    }
    fn way(&self, lang: Lang) -> Option<(String, &'static str)> {
        self.first.way(lang)
    }
    fn field(&self) -> Option<&str> {
        self.first.field()
    }
    fn finality(&self) -> Finality {
        self.first.finality()
    }
    fn status(&self) -> u16 {
        self.first.status()
    }
    fn position(&self) -> Option<u8> {
        self.first.position()
    }
    fn others(&self) -> Vec<&dyn Refusal> {
        self.rest.iter().map(|error| error as &dyn Refusal).collect()
    }
}

/// Collects what is wrong with an input while its fields are read.
///
/// ```ignore
/// let mut errors = Errors::<FormError>::default();
/// let name = errors.take(name_of(&form.name));
/// let zone = errors.take(zone_of(&form.zone));
/// errors.finish(|| Ok(Profile { name: name?, zone: zone? }))
/// ```
#[derive(Clone, Debug)]
pub struct Errors<E>(Vec<E>);

impl<E> Default for Errors<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E> From<Vec<E>> for Errors<E> {
    fn from(errors: Vec<E>) -> Self {
        Self(errors)
    }
}

impl<E> Errors<E> {
    /// Adds one error.
    pub fn add(&mut self, error: impl Into<E>) {
        self.0.push(error.into());
    }

    /// Adds several.
    pub fn add_all(&mut self, errors: impl IntoIterator<Item = impl Into<E>>) {
        self.0.extend(errors.into_iter().map(Into::into));
    }

    /// Adds what is wrong with a field; the value, or the same thing once more for [`Errors::finish`].
    pub fn take<T>(&mut self, checked: Result<T, impl Into<E>>) -> Result<T, E>
    where
        E: Clone,
    {
        checked.map_err(|error| {
            let error = error.into();
            self.0.push(error.clone());
            error
        })
    }

    /// Whether nothing is wrong so far.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Nothing is wrong, or everything that is.
    pub fn done(self) -> Result<(), Invalid<E>> {
        let mut errors = self.0.into_iter();
        match errors.next() {
            None => Ok(()),
            Some(first) => Err(Invalid { first, rest: errors.collect() }),
        }
    }

    /// The value, made of what [`Errors::take`] gave, or everything that is wrong.
    pub fn finish<T>(self, value: impl FnOnce() -> Result<T, E>) -> Result<T, Invalid<E>> {
        self.done()?;
        value().map_err(Invalid::one)
    }
}

#[cfg(test)]
mod tests {
    use super::{Errors, Invalid};
    use crate::{Finality, Lang, Refusal};

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Wrong {
        Name,
        Zone,
    }

    impl Refusal for Wrong {
        fn code(&self) -> &'static str {
            match self {
                Self::Name => "test.name",
                Self::Zone => "test.zone",
            }
        }
        fn text(&self, lang: Lang) -> String {
            format!("{} {}", self.code(), lang.tag())
        }
        fn next(&self, lang: Lang) -> Option<String> {
            (*self == Self::Zone).then(|| lang.tag().to_owned())
        }
        fn field(&self) -> Option<&'static str> {
            Some(match self {
                Self::Name => "name",
                Self::Zone => "zone",
            })
        }
        fn finality(&self) -> Finality {
            match self {
                Self::Name => Finality::Final,
                Self::Zone => Finality::TryAgain { after: Some(7) },
            }
        }
        fn status(&self) -> u16 {
            if *self == Self::Zone { 409 } else { 422 }
        }
        fn position(&self) -> Option<u8> {
            (*self == Self::Zone).then_some(3)
        }
    }

    struct Blank;

    impl From<Blank> for Wrong {
        fn from(_: Blank) -> Self {
            Self::Name
        }
    }

    fn read(name: Result<u8, Blank>, zone: Result<u8, Wrong>) -> Result<(u8, u8), Invalid<Wrong>> {
        let mut errors = Errors::<Wrong>::default();
        let name = errors.take(name);
        let zone = errors.take(zone);
        errors.finish(|| Ok((name?, zone?)))
    }

    /// ALL-9
    #[test]
    fn the_first_speaks_for_all_and_the_others_follow() {
        let invalid = read(Err(Blank), Err(Wrong::Zone)).unwrap_err();
        assert_eq!(invalid, Invalid { first: Wrong::Name, rest: vec![Wrong::Zone] });
        assert_eq!((invalid.code(), invalid.text(Lang::Ja)), ("test.name", "test.name ja".to_owned()));
        assert_eq!((invalid.field(), invalid.status(), invalid.finality()), (Some("name"), 422, Finality::Final));
        assert_eq!((invalid.next(Lang::En), invalid.position()), (None, None));
        assert_eq!(invalid.others().iter().map(|other| other.code()).collect::<Vec<_>>(), ["test.zone"]);
        assert!(invalid.iter().eq(&[Wrong::Name, Wrong::Zone]));
    }

    #[test]
    fn one_says_all_that_it_has_to_say() {
        let invalid = read(Ok(1), Err(Wrong::Zone)).unwrap_err();
        assert_eq!(invalid, Invalid::one(Wrong::Zone));
        assert_eq!((invalid.status(), invalid.position()), (409, Some(3)));
        assert_eq!((invalid.finality(), invalid.next(Lang::Ru)), (Wrong::Zone.finality(), Some("ru".to_owned())));
        assert!(invalid.others().is_empty());
    }

    #[test]
    fn nothing_wrong_is_the_value() {
        assert_eq!(read(Ok(1), Ok(2)), Ok((1, 2)));
        assert_eq!(Errors::<Wrong>::from(Vec::new()).done(), Ok(()));
    }

    #[test]
    fn what_was_noted_beside_the_values_refuses_too() {
        let mut errors = Errors::<Wrong>::default();
        assert!(errors.is_empty());
        let name = errors.take(Ok::<u8, Wrong>(1));
        errors.add_all([Wrong::Zone, Wrong::Name]);
        errors.add(Blank);
        assert!(!errors.is_empty());
        let rest = vec![Wrong::Name, Wrong::Name];
        assert_eq!(errors.finish(|| name), Err(Invalid { first: Wrong::Zone, rest }));
    }

    #[test]
    fn a_value_that_was_not_taken_is_refused_by_itself() {
        let refused: Result<u8, Invalid<Wrong>> = Errors::default().finish(|| Err(Wrong::Zone));
        assert_eq!(refused, Err(Invalid::one(Wrong::Zone)));
    }
}
