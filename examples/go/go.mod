module ndcore

go 1.19
