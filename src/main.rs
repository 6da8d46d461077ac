//! The `sunlit` program: hands its arguments to the library.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sunlit::cli::run(std::env::args_os().collect())
}
