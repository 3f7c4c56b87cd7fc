# Sourced by the scripts, with $home set: the class path, made the same way for training and for running, because the JVM
# only takes a start-up cache that was made with the class path of the run, to the letter.
CLASS_PATH=$(<"$home/cli/target/class-path")
CLASS_PATH=$home/${CLASS_PATH//:/:$home/}
