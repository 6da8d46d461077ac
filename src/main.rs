//! The `sunlit` program: hands its arguments to the library.

fn main() -> std::process::ExitCode {
    sunlit::cli::run(std::env::args_os().collect())
}
